namespace HydroNotebook.Benchmarks.Kernels;

/// <summary>A benchmark that knows its arithmetic; <see cref="GflopsColumn"/> divides it by the time.</summary>
public interface IFlopCount
{
    /// <summary>Floating-point operations of one call with the parameters that are set.</summary>
    double Flop { get; }
}
