namespace HydroNotebook.Figures;

/// <summary>Shows figures in kernels that know only the attribute convention.</summary>
internal sealed class FigureFormatters
{
    internal const string Svg = "image/svg+xml";
    internal const string Plain = "text/plain";
    internal const string PlotlyJson = "application/vnd.plotly.v1+json";

#pragma warning disable CA1822, CA1859 // Found by name on the instance, with this type.
    public IEnumerable<object> CreateTypeFormatters() => [new Formatter(Svg, figure => figure.ToSvg()), new Formatter(Plain, figure => figure.ToString())];
#pragma warning restore CA1822, CA1859

    private sealed class Formatter(string mimeType, Func<Figure, string> write)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not Figure figure)
            {
                return false;
            }

            writer.Write(write(figure));
            return true;
        }
    }
}
