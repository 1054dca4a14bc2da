using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures.Html;

/// <summary>A page around one SVG; a policy in its head forbids it to load anything.</summary>
internal static class HoverPage
{
    private static readonly Lazy<string> Text = new(Read);

    internal static string Script => Text.Value;

    internal static string Write(Figure figure, string svg)
    {
        string title = figure.Title.Length > 0 ? figure.Title : figure.ToString();
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>{SvgWriter.Escape(title)}</title>
            <style>body {"{ margin: 0; background: #fff; } svg { max-width: 100%; height: auto; }"}</style>
            </head>
            <body>
            {svg.TrimEnd()}
            <script>
            {Script.TrimEnd()}
            </script>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string Read()
    {
        using Stream stream = typeof(HoverPage).Assembly.GetManifestResourceStream("hover.js")
            ?? throw new InvalidOperationException("The assembly lacks its script for pages; build it again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
