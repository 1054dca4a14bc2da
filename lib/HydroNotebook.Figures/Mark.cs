namespace HydroNotebook.Figures;

/// <summary>Something drawn in a figure: what it is, not how it is drawn.</summary>
/// <param name="Name">Name in the legend; empty = not in the legend.</param>
public abstract record Mark(string Name)
{
    /// <summary>Colour as <c>#RRGGBB</c>; null = the next of the colour-blind-safe palette.</summary>
    public string? Colour { get; init; }

    /// <summary>Name of another mark whose colour this one takes where <see cref="Colour"/> is null; null = its own.</summary>
    public string? Like { get; init; }

    /// <summary>Whether values belong to the second vertical axis.</summary>
    public bool OnSecondAxis { get; init; }

    /// <summary>A line through points; NaN breaks it.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Horizontal values, [points], ascending for thinning to work well.</param>
    /// <param name="Y">Vertical values, [points]; NaN = a gap.</param>
    public sealed record Line(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark(Name)
    {
        /// <summary>How the line is broken; null = solid, and dashed from the eighth series on.</summary>
        public Dash? Dash { get; init; }

        /// <summary>Points on the line; null = none.</summary>
        public PointShape? Shape { get; init; }

        /// <summary>Bars through the points; null = none.</summary>
        public ErrorBars? Errors { get; init; }

        /// <summary>Width, pixels; null = by importance.</summary>
        public double? Width { get; init; }

        /// <summary>Background, such as a coast: readers do not point at it.</summary>
        internal bool Quiet { get; init; }
    }

    /// <summary>Points that nothing joins.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Horizontal values, [points]; NaN = left out.</param>
    /// <param name="Y">Vertical values, [points]; NaN = left out.</param>
    public sealed record Points(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark(Name)
    {
        /// <summary>The shape; null = the next in order.</summary>
        public PointShape? Shape { get; init; }

        /// <summary>Diameter, pixels; null = smaller the more points there are.</summary>
        public double? Size { get; init; }

        internal double Diameter => Size ?? (X.Count <= 60 ? 7 : X.Count <= 1000 ? 5.5 : 4.5);

        /// <summary>Values that give the points their colours, [points]; NaN = grey. Null = one colour.</summary>
        public IReadOnlyList<double>? Values { get; init; }

        /// <summary>How <see cref="Values"/> become colours.</summary>
        public ColourScale? Scale { get; init; }

        /// <summary>A name for each point, shown when one points at it: basin ids, say. Null = none.</summary>
        public IReadOnlyList<string>? Labels { get; init; }

        /// <summary>Bars through the points; null = none.</summary>
        public ErrorBars? Errors { get; init; }
    }

    /// <summary>Bars from zero (from the foot of the panel where the axis is logarithmic).</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Middles of the bars, [bars], ascending.</param>
    /// <param name="Y">Heights, [bars]; NaN = no bar.</param>
    public sealed record Bars(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark(Name)
    {
        /// <summary>Place in a group of bars that share an x, from 0.</summary>
        public int Slot { get; init; }

        /// <summary>Number of bars in a group.</summary>
        public int Slots { get; init; } = 1;

        /// <summary>Bars through the ends; null = none.</summary>
        public ErrorBars? Errors { get; init; }
    }

    /// <summary>The empirical distribution of values: the share of values at or below x, as steps.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="Values">The values in any order; NaN = left out, and counted in a note.</param>
    public sealed record Cdf(string Name, IReadOnlyList<double> Values) : Mark(Name)
    {
        /// <summary>How the line is broken; null = the next in order.</summary>
        public Dash? Dash { get; init; }
    }

    /// <summary>Counts of values between edges.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="Values">The values in any order; NaN = left out, and counted in a note.</param>
    /// <param name="Edges">Edges of the bins, [bins + 1], ascending; a bin holds its lower edge, the last one both.</param>
    public sealed record Histogram(string Name, IReadOnlyList<double> Values, IReadOnlyList<double> Edges) : Mark(Name);

    /// <summary>Boxes from the first to the third quartile with the median, whiskers to the last value within 1.5 box heights, and the values beyond (Tukey 1977).</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Places of the boxes, [boxes].</param>
    /// <param name="Values">The values of each box in any order; NaN = left out, and counted in a note.</param>
    public sealed record Boxes(string Name, IReadOnlyList<double> X, IReadOnlyList<IReadOnlyList<double>> Values) : Mark(Name)
    {
        /// <summary>Place in a group of boxes that share an x, from 0.</summary>
        public int Slot { get; init; }

        /// <summary>Number of boxes in a group.</summary>
        public int Slots { get; init; } = 1;
    }

    /// <summary>The area between two curves: the range of eight seeds, say.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Horizontal values, [points], ascending.</param>
    /// <param name="Low">Lower curve, [points]; NaN = a gap.</param>
    /// <param name="High">Upper curve, [points]; NaN = a gap.</param>
    public sealed record Band(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High) : Mark(Name);

    /// <summary>Coloured cells over two axes.</summary>
    /// <param name="X">Middles of the columns, ascending.</param>
    /// <param name="Y">Middles of the rows, ascending.</param>
    /// <param name="Values">[rows][columns]; NaN = grey.</param>
    /// <param name="Scale">How values become colours.</param>
    public sealed record Cells(IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<IReadOnlyList<double>> Values, ColourScale Scale) : Mark("");

    /// <summary>A line across the panel at one height.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="At">Vertical value.</param>
    public sealed record HorizontalLine(string Name, double At) : Mark(Name);

    /// <summary>A line up the panel at one place.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="At">Horizontal value.</param>
    public sealed record VerticalLine(string Name, double At) : Mark(Name);

    /// <summary>The line on which y equals x.</summary>
    /// <param name="Name">Name in the legend.</param>
    public sealed record Diagonal(string Name) : Mark(Name);

    /// <summary>Words at a point.</summary>
    /// <param name="Words">What is written.</param>
    /// <param name="X">Horizontal value of the middle of the text.</param>
    /// <param name="Y">Vertical value just below the text.</param>
    public sealed record Text(string Words, double X, double Y) : Mark("");
}
