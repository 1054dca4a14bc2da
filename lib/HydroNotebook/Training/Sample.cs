namespace HydroNotebook.Training;

/// <summary>One sample: a basin and a target day.</summary>
/// <param name="Basin">Position of the basin in its set.</param>
/// <param name="Row">Row of the target day in the basin's series; the window ends with it.</param>
public readonly record struct Sample(int Basin, int Row);
