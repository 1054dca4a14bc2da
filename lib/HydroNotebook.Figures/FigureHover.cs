using HydroNotebook.Figures.Html;

namespace HydroNotebook.Figures;

/// <summary>The script that names points under the pointer; one copy serves all figures of a page.</summary>
public static class FigureHover
{
    /// <summary>JavaScript for a <c>script</c> element at the end of a page that holds SVGs of figures. It loads nothing and needs nothing; SVGs of others it leaves alone.</summary>
    public static string Script => HoverPage.Script;
}
