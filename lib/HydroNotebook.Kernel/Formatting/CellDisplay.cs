using System.Globalization;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>What cells call to show something before they end: imported into every session, so no <c>using</c> is needed.</summary>
#pragma warning disable CA1708 // display(x) and x.Display() are both what notebooks write.
public static class CellDisplay
#pragma warning restore CA1708
{
    /// <summary>Shows a value in the output of the running cell.</summary>
    /// <param name="value">Any value; null shows as <c>null</c>.</param>
    /// <param name="mimeTypes">Forms to show; none given = all that the value has.</param>
    /// <returns>A handle by which the output can be replaced.</returns>
    /// <exception cref="InvalidOperationException">No cell is running here.</exception>
#pragma warning disable IDE1006 // Lower case on purpose: the name that notebooks use.
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Display(value, mimeTypes);

    /// <summary>Text that is shown as HTML, unescaped.</summary>
    public static HtmlText HTML(string html) => new(html);

    /// <summary>Has the front end run a script at once. Classic Notebook and JupyterLab do in trusted notebooks; others show its text.</summary>
    /// <param name="script">The script; what it may touch depends on the front end.</param>
    /// <exception cref="InvalidOperationException">No cell is running here.</exception>
    public static void Javascript(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        Show(Running(), new MimeBundle([new("application/javascript", script), new("text/plain", script)]));
    }

    /// <summary>Adds rules of style to the page of the front end at once; sanitisers take them out of notebooks that are not trusted.</summary>
    /// <param name="css">The rules.</param>
    /// <exception cref="InvalidOperationException">No cell is running here.</exception>
    public static void CSS(string css)
    {
        ArgumentNullException.ThrowIfNull(css);
        // A rule cannot end its own element.
        Show(Running(), MimeBundle.FromHtml($"<style>{css.Replace("</", "<\\/", StringComparison.Ordinal)}</style>", "rules of style"));
    }
#pragma warning restore IDE1006

    /// <inheritdoc cref="display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        CellScope scope = Running();
        MimeBundle bundle = scope.Formatter.Format(value);
        if (mimeTypes.Length > 0)
        {
            var kept = bundle.Forms.Where(form => mimeTypes.Contains(form.Key, StringComparer.Ordinal)).ToList();
            bundle = kept.Count > 0
                ? new MimeBundle(kept)
                : throw new ArgumentException(
                    $"The value has no form {string.Join(", ", mimeTypes)}; it has {string.Join(", ", bundle.Forms.Keys)}.", nameof(mimeTypes));
        }

        return Show(scope, bundle);
    }

    private static CellScope Running() => CellScope.Current
        ?? throw new InvalidOperationException("Nothing can be displayed here: no cell is running. Call display from a cell of a notebook.");

    /// <summary>Shows a bundle in the output of a cell.</summary>
    internal static DisplayedValue Show(CellScope scope, MimeBundle bundle)
    {
        string id = CellScope.NextDisplay().ToString("'display-'0", CultureInfo.InvariantCulture);
        scope.Emit(new CellOutput.Displayed(bundle, id));
        return new DisplayedValue(scope, id);
    }
}
