namespace HydroNotebook.Evaluation;

/// <summary>What a metric computes from two series of one length.</summary>
/// <param name="observed">Observed discharge, [days], mm/day; NaN = missing.</param>
/// <param name="simulated">Simulated discharge, [days], mm/day; NaN = missing.</param>
/// <returns>The skill; NaN where it is not defined.</returns>
/// <remarks>Days on which either value is missing must not count. The series have the same length: <see cref="Metric"/> sees to it.</remarks>
public delegate double MetricFunction(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated);
