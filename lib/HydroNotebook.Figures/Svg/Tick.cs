namespace HydroNotebook.Figures.Svg;

/// <summary>A marked place on an axis.</summary>
/// <param name="Value">The place.</param>
/// <param name="Text">What is written there, in one or two lines; empty = a small tick without words.</param>
internal readonly record struct Tick(double Value, string Text)
{
    internal bool IsMinor => Text.Length == 0;

    internal string[] Lines => Text.Split('\n');
}
