using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HydroNotebook.Figures.Saving;

/// <summary>Has a browser draw an SVG as PNG: without a window, in a profile of its own that is removed afterwards.</summary>
internal static partial class BrowserPicture
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The picture.</summary>
    /// <param name="svg">A figure's SVG.</param>
    /// <param name="scale">Pixels per CSS pixel.</param>
    /// <exception cref="InvalidOperationException">There is no browser, or it did not draw.</exception>
    internal static byte[] Draw(string svg, double scale)
    {
        if (!(scale is >= 0.5 and <= 8))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of a PNG is 0.5 to 8 pixels per CSS pixel.");
        }

        string browser = Browser.Find() ?? throw new InvalidOperationException(
            $"A PNG is drawn by a browser, and neither Chrome, Chromium nor Edge was found. Install one, set {Browser.Variable} to its program, or save as .svg.");
        return Require(browser, svg, scale);
    }

    /// <summary>The picture that one browser draws.</summary>
    /// <param name="browser">The program.</param>
    /// <param name="svg">A figure's SVG.</param>
    /// <param name="scale">Pixels per CSS pixel.</param>
    /// <param name="folder">Where page, picture and profile lie meanwhile, removed afterwards; null = a new temporary folder.</param>
    internal static byte[] Require(string browser, string svg, double scale, string? folder = null)
    {
        Match size = SizeOfSvg().Match(svg);
        int width = int.Parse(size.Groups["w"].Value, CultureInfo.InvariantCulture);
        int height = int.Parse(size.Groups["h"].Value, CultureInfo.InvariantCulture);
        folder ??= Directory.CreateTempSubdirectory("hydronotebook-png-").FullName;
        try
        {
            string page = Path.Combine(folder, "figure.html");
            string picture = Path.Combine(folder, "figure.png");
            File.WriteAllText(page, $"<!DOCTYPE html><meta charset=\"utf-8\"><style>html,body{"{margin:0;overflow:hidden;background:#fff}svg{display:block}"}</style>{svg}", new UTF8Encoding(false));
            string said = Run(browser, Arguments(folder, page, picture, width, height, scale));
            byte[] png = File.Exists(picture) ? File.ReadAllBytes(picture) : [];
            (int Width, int Height) wanted = ((int)Math.Round(width * scale), (int)Math.Round(height * scale));
            (int Width, int Height)? drawn = SizeOf(png);
            if (drawn is null || Math.Abs(drawn.Value.Width - wanted.Width) > 1 || Math.Abs(drawn.Value.Height - wanted.Height) > 1)
            {
                string got = drawn is null ? "no picture" : string.Create(CultureInfo.InvariantCulture, $"a picture of {drawn.Value.Width} × {drawn.Value.Height} pixels instead of {wanted.Width} × {wanted.Height}");
                throw new InvalidOperationException($"'{browser}' made {got}. Save as .svg, or set {Browser.Variable} to another browser.{(said.Length > 0 ? " It said: " + said : "")}");
            }

            return png;
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>Width and height in the head of a PNG; null where it is none.</summary>
    internal static (int Width, int Height)? SizeOf(byte[] png) => png.Length > 24 && png[0] == 0x89 && png[1] == 'P' && png[2] == 'N' && png[3] == 'G'
        ? (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)))
        : null;

    /// <summary>Runs a browser without a window until it ends.</summary>
    /// <returns>The last line of what it wrote to its error stream.</returns>
    internal static string Run(string browser, IEnumerable<string> arguments, Action<string>? output = null)
    {
        var start = new ProcessStartInfo(browser) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, CreateNoWindow = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{browser}' could not be started.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> written = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"'{browser}' did not end within {Limit.TotalSeconds:0} s and was stopped. Save as .svg, or set {Browser.Variable} to another browser."));
        }

        // Children may hold the streams a moment longer.
        string said = errors.Wait(Limit) ? errors.Result : "";
        output?.Invoke(written.Wait(Limit) ? written.Result : "");
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("");
    }

    /// <summary>What all runs without a window have in common.</summary>
    internal static IEnumerable<string> CommonArguments(string folder)
    {
        yield return "--headless";
        yield return "--disable-gpu";
        yield return "--no-first-run";
        yield return "--no-default-browser-check";
        yield return "--disable-extensions";
        yield return "--disable-background-networking";
        yield return "--hide-scrollbars";
        yield return "--user-data-dir=" + Path.Combine(folder, "profile");
        if (OperatingSystem.IsLinux() && Environment.UserName == "root")
        {
            // Chromium refuses to start for root with its sandbox; the page is our own and loads nothing.
            yield return "--no-sandbox";
        }
    }

    private static IEnumerable<string> Arguments(string folder, string page, string picture, int width, int height, double scale) =>
        CommonArguments(folder).Concat(
        [
            string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}"),
            string.Create(CultureInfo.InvariantCulture, $"--force-device-scale-factor={scale}"),
            "--screenshot=" + picture,
            new Uri(page).AbsoluteUri,
        ]);

    /// <summary>Removes a folder that a browser worked in.</summary>
    internal static void Remove(string folder)
    {
        // The browser's last child may still write into its profile.
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                if (attempt == 20)
                {
                    // The picture is there; a left-over folder among the temporary files is no reason to fail.
                    return;
                }

                Task.Delay(100).Wait();
            }
        }
    }

    [GeneratedRegex("width=\"(?<w>\\d+)\" height=\"(?<h>\\d+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SizeOfSvg();
}
