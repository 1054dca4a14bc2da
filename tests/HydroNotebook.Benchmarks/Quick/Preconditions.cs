using System.Diagnostics;
using System.Reflection;
using HydroNotebook.Basins;
using HydroNotebook.Tensors;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>What would make every number wrong.</summary>
internal static class Preconditions
{
    /// <summary>What is wrong, or null.</summary>
    internal static string? Fault()
    {
        if (Debugger.IsAttached)
        {
            return "A debugger is attached: the code runs slower than it is. Run without it.";
        }

        foreach (Assembly assembly in new[] { typeof(SequenceRegression).Assembly, typeof(BasinSet).Assembly, typeof(Preconditions).Assembly })
        {
            if (assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
            {
                return $"{assembly.GetName().Name} is a Debug build, which is several times slower. Run with: dotnet run -c Release --project tests/HydroNotebook.Benchmarks -- quick";
            }
        }

        return null;
    }
}
