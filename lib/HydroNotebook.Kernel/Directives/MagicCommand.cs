namespace HydroNotebook.Kernel.Directives;

/// <summary>A command that begins with <c>#!</c>.</summary>
/// <param name="Name">The command with its signs.</param>
/// <param name="Usage">What follows it, in the manner of a usage line; empty where nothing does.</param>
/// <param name="Purpose">What it does, in one sentence.</param>
/// <param name="ChoosesLanguage">Whether it says in which language the lines below it are written.</param>
/// <param name="HasBody">Whether the lines below it are a text for it rather than C#.</param>
internal sealed record MagicCommand(string Name, string Usage, string Purpose, bool ChoosesLanguage = false, bool HasBody = false)
{
    /// <summary>The commands that work here, by name.</summary>
    internal static IReadOnlyList<MagicCommand> All { get; } =
    [
        new("#!about", "", "Shows what runs the cells: versions, platform, memory."),
        new("#!csharp", "", "The lines below are C#, as every cell is without it.", ChoosesLanguage: true),
        new("#!html", "", "Shows the lines below as HTML, unescaped.", ChoosesLanguage: true, HasBody: true),
        new("#!import", "PATH", "Runs the cells of a notebook (.ipynb, .dib) or the code of a file (.csx, .cs) here."),
        new("#!javascript", "", "Shows the lines below as JavaScript for the front end.", ChoosesLanguage: true, HasBody: true),
        new("#!lsmagic", "", "Lists these commands."),
        new("#!markdown", "", "Shows the lines below as Markdown.", ChoosesLanguage: true, HasBody: true),
        new("#!set", "--name NAME --value VALUE", "Sets a variable to a text, a number or JSON; @csharp:NAME copies another variable."),
        new("#!share", "--from KERNEL NAME", "For notebooks of several languages; here is one, whose variables every cell sees."),
        new("#!time", "", "Prints how long the cell took."),
        new("#!value", "--name NAME [--from-file PATH]", "Puts the text of a file, or of the lines below, into a variable.", ChoosesLanguage: true, HasBody: true),
        new("#!who", "", "Lists the variables by name."),
        new("#!whos", "", "Lists the variables with type and value."),
    ];

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["#!js"] = "#!javascript",
        ["#!md"] = "#!markdown",
        ["#!c#"] = "#!csharp",
        ["#!cs"] = "#!csharp",
    };

    // The languages of the old kernel: their lines must not be read as C#, and the error should name the language.
    private static readonly string[] Foreign = ["#!fsharp", "#!f#", "#!pwsh", "#!powershell", "#!sql", "#!kql", "#!python", "#!r", "#!mermaid", "#!http", "#!vscode"];

    /// <summary>Whether the lines below it are in a language that no session here runs.</summary>
    internal bool IsForeign => Purpose.Length == 0;

    /// <summary>The command of a name, also of another spelling or of a language that only the old kernel knew; null where there is none.</summary>
    internal static MagicCommand? Find(string name)
    {
        string proper = OtherNames.GetValueOrDefault(name, name);
        return All.FirstOrDefault(command => command.Name.Equals(proper, StringComparison.OrdinalIgnoreCase))
            ?? (Foreign.Contains(name, StringComparer.OrdinalIgnoreCase) ? new MagicCommand(name, "", "", ChoosesLanguage: true, HasBody: true) : null);
    }

    /// <summary>The command whose name is nearest to a word.</summary>
    internal static string Nearest(string word) => Spelling.Nearest(word, All.Select(command => command.Name).Concat(OtherNames.Keys));
}
