namespace HydroNotebook.Benchmarks.Quick;

/// <summary>What the processor can do at most, as it is printed.</summary>
/// <param name="Case">Always <c>peak</c>.</param>
/// <param name="Threads">Threads at work.</param>
/// <param name="Gflops">Best round, GFLOP/s.</param>
/// <param name="Lanes">Floats of a register.</param>
/// <param name="Others">Cores that other processes kept busy meanwhile; null where the system does not tell.</param>
/// <param name="Processor">Name of the processor.</param>
/// <param name="Family">Its family.</param>
/// <param name="Model">Its model.</param>
/// <param name="Runtime">Runtime and its version.</param>
internal sealed record PeakRecord(
    string Case, int Threads, double Gflops, int Lanes, double? Others, string Processor, int? Family, int? Model, string Runtime);
