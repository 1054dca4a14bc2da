namespace HydroNotebook.Figures.Svg;

/// <summary>Sizes and inks that all parts of a figure share; pixels.</summary>
internal static class TextSizes
{
    // 8 pt are 10.67 px; nothing is smaller.
    internal const double Tick = 11;
    internal const double Label = 12;
    internal const double LineHeight = 1.3;
    internal const double Edge = 8;
    internal const string Ink = "#222222";
    internal const string Quiet = "#555555";
    internal const string Grid = "#E6E6E6";
    internal const string Font = "Arial, Helvetica, sans-serif";
}
