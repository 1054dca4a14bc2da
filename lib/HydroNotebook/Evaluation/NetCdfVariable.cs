namespace HydroNotebook.Evaluation;

/// <summary>A variable of a NetCDF file.</summary>
/// <param name="Name">Name.</param>
/// <param name="Dimensions">Names of its dimensions, slowest first.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Values">Row-major: <c>byte[]</c> (text in UTF-8), <c>int[]</c>, <c>float[]</c> or <c>double[]</c>.</param>
internal sealed record NetCdfVariable(
    string Name, IReadOnlyList<string> Dimensions, IReadOnlyList<NetCdfAttribute> Attributes, Array Values);
