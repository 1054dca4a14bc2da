namespace HydroNotebook.Figures.Svg;

/// <summary>Where the parts of one panel lie: texts are measured first, the frame gets what is left.</summary>
internal sealed class PanelLayout
{
    private const double LongestSideText = 0.38;

    private readonly double _headSize;

    /// <summary>Measures what stands around the frame.</summary>
    /// <param name="figure">The panel.</param>
    /// <param name="styles">Looks of all marks.</param>
    /// <param name="letter">Letter in a grid; empty = the figure stands alone and its title and legend are drawn elsewhere.</param>
    /// <param name="ownLegend">Whether the panel draws its legend.</param>
    /// <param name="width">Room for the panel with its texts.</param>
    /// <param name="height">Room for the panel with its texts.</param>
    internal PanelLayout(Figure figure, MarkStyles styles, string letter, bool ownLegend, double width, double height)
    {
        Figure = figure;
        Styles = styles;
        _headSize = TextSizes.Label;
        string head = letter.Length == 0 ? "" : figure.Title.Length > 0 ? $"({letter}) {figure.Title}" : $"({letter})";
        Head = LetterWidths.Wrap(head, _headSize * 1.05, width - 8);
        Legend = new Legend(ownLegend ? figure.Marks : [], styles, TextSizes.Label, width - 8);
        Bar = ColourBar.Of(figure);
        Top = (Head.Count * _headSize * TextSizes.LineHeight) + Legend.Height + (TextSizes.Tick / 2) + 1;
        Bottom = TextSizes.Tick * 1.7;
        // What stands below takes room from the side texts and the other way round: twice is enough.
        for (int round = 0; round < 2; round++)
        {
            Measure(width, height);
        }
    }

    internal Figure Figure { get; }

    internal MarkStyles Styles { get; }

    internal Legend Legend { get; }

    internal ColourBar? Bar { get; }

    internal IReadOnlyList<string> Head { get; }

    internal double Left { get; set; }

    internal double Right { get; set; }

    internal double Top { get; set; }

    internal double Bottom { get; set; }

    internal Scaling X { get; private set; }

    internal Scaling Y { get; private set; }

    internal Scaling Y2 { get; private set; }

    internal IReadOnlyList<Tick> XTicks { get; private set; } = [];

    internal IReadOnlyList<Tick> YTicks { get; private set; } = [];

    internal IReadOnlyList<Tick> Y2Ticks { get; private set; } = [];

    internal BottomTexts XTexts { get; private set; } = new([], Slanted: false, 0, 0);

    /// <summary>Left, top, right and bottom of the frame, pixels.</summary>
    internal (double Left, double Top, double Right, double Bottom) Frame { get; private set; }

    /// <summary>Left, top, right and bottom of all that belongs to the panel.</summary>
    internal (double Left, double Top, double Right, double Bottom) Outer { get; private set; }

    internal bool IsFramed => Figure.Marks.Any(mark => mark is Mark.Cells) || Figure.X.Scale == AxisScale.Longitude;

    /// <summary>Points of small panels are smaller.</summary>
    internal double PointScale => Math.Clamp((Frame.Right - Frame.Left) / 480, 0.6, 1);

    /// <summary>Room for texts of the y axis.</summary>
    internal double SideTextRoom { get; private set; }

    /// <summary>Puts the panel into its place; margins may have been widened to line up with the neighbours.</summary>
    internal void Place(double left, double top, double right, double bottom)
    {
        Outer = (left, top, right, bottom);
        Scale(left + Left, top + Top, Math.Max(right - Right, left + Left + 20), Math.Max(bottom - Bottom, top + Top + 20));
        if (Figure.Aspect is { } aspect && !Figure.X.IsLog && !Figure.Y.IsLog)
        {
            (double wide, double high) = (Frame.Right - Frame.Left, Frame.Bottom - Frame.Top);
            double unit = Math.Min(wide / (X.Max - X.Min), high / (aspect * (Y.Max - Y.Min)));
            (double newWide, double newHigh) = (unit * (X.Max - X.Min), unit * aspect * (Y.Max - Y.Min));
            double shift = (wide - newWide) / 2;
            Scale(Frame.Left + shift, Frame.Top, Frame.Left + shift + newWide, Frame.Top + newHigh);
        }
    }

    private void Measure(double width, double height)
    {
        SideTextRoom = width * LongestSideText;
        double left = Math.Max(Left, 40);
        Scale(left, Top, Math.Max(width - Math.Max(Right, 10), left + 20), Math.Max(height - Bottom, Top + 20));
        bool hasY2 = Figure.Y2 is not null;
        Left = Math.Max(SideWidth(YTicks) + 11 + LabelRoom(Figure.Y), XTexts.Overhang + 2);
        Right = Math.Max(10, hasY2 ? SideWidth(Y2Ticks) + 9 + LabelRoom(Figure.Y2!) : 0);
        Right += Bar?.Width(Frame.Bottom - Frame.Top) ?? 0;
        Bottom = XTexts.Height + (Figure.X.FullLabel.Length > 0 ? TextSizes.Label * TextSizes.LineHeight : 0);
    }

    private double SideWidth(IReadOnlyList<Tick> ticks) => ticks.Count == 0 ? 0 : Math.Min(SideTextRoom, ticks.Max(tick => LetterWidths.Of(tick.Text, TextSizes.Tick)));

    private static double LabelRoom(Axis axis) => axis.FullLabel.Length > 0 ? TextSizes.Label * TextSizes.LineHeight : 0;

    private void Scale(double left, double top, double right, double bottom)
    {
        Frame = (left, top, right, bottom);
        (double Min, double Max) x = MarkData.SpanX(Figure);
        X = Figure.X.Inverted ? new Scaling(x.Min, x.Max, right, left, Figure.X.IsLog) : new Scaling(x.Min, x.Max, left, right, Figure.X.IsLog);
        Y = Vertical(Figure.Y, second: false, x);
        YTicks = AxisTicks.Vertical(Figure.Y, Y);
        if (Figure.Y2 is not null)
        {
            Y2 = Vertical(Figure.Y2, second: true, x);
            Y2Ticks = AxisTicks.Vertical(Figure.Y2, Y2);
        }

        XTicks = AxisTicks.Horizontal(Figure.X, X, MarkData.HasWholeX(Figure));
        XTexts = BottomTexts.Of(Figure.X, XTicks, X);
    }

    private Scaling Vertical(Axis axis, bool second, (double Min, double Max) x)
    {
        double low = Frame.Bottom - (axis.Start * (Frame.Bottom - Frame.Top));
        double high = Frame.Bottom - (axis.End * (Frame.Bottom - Frame.Top));
        (double min, double max) = MarkData.SpanY(Figure, second, x, AxisTicks.MostVertical(low - high));
        return axis.Inverted ? new Scaling(min, max, high, low, axis.IsLog) : new Scaling(min, max, low, high, axis.IsLog);
    }
}
