namespace HydroNotebook.Figures;

/// <summary>Vertical bars through points: where they begin and end, not how long they are.</summary>
/// <param name="Low">Lower ends, [points], in the unit of the axis; NaN = no bar.</param>
/// <param name="High">Upper ends, [points], in the unit of the axis; NaN = no bar.</param>
public sealed record ErrorBars(IReadOnlyList<double> Low, IReadOnlyList<double> High);
