using System.Text.RegularExpressions;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Language;

/// <summary>What C# forbids in cells and allows in programs, and what cells do not see without being asked, with the way round it.</summary>
/// <remarks>Each case was tried with version 5.12 of the compiler; its own words do not say that a cell is a script.</remarks>
internal static partial class LanguageLimits
{
    /// <summary>The way round, for an error that comes from a limit of scripts; null for ordinary errors.</summary>
    /// <param name="error">What the compiler found.</param>
    /// <param name="line">The line of source that it points to.</param>
    internal static string? CureOf(CellDiagnostic error, string line) => error.Id switch
    {
        _ when UsingDeclaration().IsMatch(line) => "A cell's variables live on after it: write using (var x = …) { … }, or put the line and what follows into { }.",
        _ when RefVariable().IsMatch(line) => "A cell's variables live on after it, and a ref cannot: use it inside { } or in a function.",
        "CS0012" or "CS1069" when Library().Match(error.Message) is { Success: true } library =>
            $"Not every library of the framework is given to cells: add the line #r \"{library.Groups["name"].Value}\".",
        "CS7021" => "A cell is a script: it can hold no namespace. Leave the namespace out and declare the types alone.",
        "CS1109" => "A cell is a script: declare the extension method at the top of a cell, outside of any class: static int Twice(this int x) => 2 * x;",
        "CS9343" or "CS9283" or "CS9285" or "CS9318" => "A cell is a script: write 'static int Twice(this int x) => 2 * x;' at the top of a cell instead of an extension block.",
        "CS1624" when Mentions(error, "yield") || Mentions(error, "iterator") =>
            "A cell cannot yield by itself: write a function, 'IEnumerable<int> Steps() { yield return 1; }', and walk over Steps().",
        "CS7020" => "A cell cannot yield by itself: write a function, 'IEnumerable<int> Steps() { yield return 1; }', and walk over Steps().",
        "CS1529" => "Using directives stand before the code of a cell; move it up, or into a cell before this one.",
        "CS8345" => "Variables of a cell live on after it, and a span cannot: use it inside { } or in a function, or keep an array.",
        "CS9054" or "CS9056" or "CS9068" => "A cell cannot hold types of one file alone: leave 'file' out.",
        _ => null,
    };

    [GeneratedRegex(@"^\s*(?:await\s+)?using\s+(?!static\b)[\w<>\[\],.?]+\s+\w+\s*=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UsingDeclaration();

    [GeneratedRegex("assembly '(?<name>[^',]+),", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Library();

    [GeneratedRegex(@"(?:^|;)\s*ref\s+(?:readonly\s+)?[\w<>\[\],.?]+\s+\w+\s*=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RefVariable();

    private static bool Mentions(CellDiagnostic error, string word) => error.Message.Contains(word, StringComparison.Ordinal);
}
