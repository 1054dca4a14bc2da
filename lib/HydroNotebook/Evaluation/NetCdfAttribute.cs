using System.Text;

namespace HydroNotebook.Evaluation;

/// <summary>A named value of a NetCDF file or variable.</summary>
/// <param name="Name">Name.</param>
/// <param name="Values"><c>byte[]</c> (text in UTF-8), <c>int[]</c>, <c>float[]</c> or <c>double[]</c>.</param>
internal sealed record NetCdfAttribute(string Name, Array Values)
{
    /// <summary>A text.</summary>
    internal static NetCdfAttribute Text(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    /// <summary>The text; null where the value is no text.</summary>
    internal string? AsText() => Values is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
}
