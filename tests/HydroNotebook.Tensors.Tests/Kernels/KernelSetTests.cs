using System.Globalization;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Tensors.Tests.Kernels;

public sealed class KernelSetTests
{
    /// <summary>Variable that limits the width, in floats: set where the runtime was told to leave instructions out.</summary>
    internal const string WidestLanes = "HYDRO_WIDEST_LANES";

    [Fact]
    public void The_best_kernel_is_the_widest_that_the_processor_has()
    {
        string? widest = Environment.GetEnvironmentVariable(WidestLanes);

        Assert.Equal(KernelSet.All.Where(set => set.IsSupported).Select(set => set.Lanes).DefaultIfEmpty(4).Max(), KernelSet.Best.Lanes);
        Assert.InRange(KernelSet.Best.Lanes, 4, widest is null ? 16 : int.Parse(widest, CultureInfo.InvariantCulture));
    }
}
