using System.Text;

namespace HydroNotebook.Figures.Saving;

/// <summary>Writes a figure in the form that the path's end asks for.</summary>
internal static class FigureFile
{
    private const string Forms = ".svg, .html, .json (plotly's) or .png";

    internal static void Save(Figure figure, string path, int? width, int? height, double scale)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] content = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".SVG" => Utf8(figure.ToSvg(width, height)),
            ".HTML" or ".HTM" => Utf8(figure.ToHtml(width, height)),
            ".JSON" => Utf8(figure.ToPlotlyJson()),
            ".PNG" => BrowserPicture.Draw(figure.ToSvg(width, height), scale),
            "" => throw new ArgumentException($"'{path}' does not end in a form that figures are saved in: {Forms}.", nameof(path)),
            _ => throw new ArgumentException($"'{path}' ends in {Path.GetExtension(path)}; figures are saved as {Forms}.", nameof(path)),
        };
        Write(Path.GetFullPath(path), content);
    }

    private static byte[] Utf8(string text) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(beside, content);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
