using System.Globalization;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Documents;

/// <summary>Reads the notebook files of Polyglot Notebooks that end in <c>.dib</c>: text whose cells begin with <c>#!language</c>. They are not written.</summary>
internal static class DibText
{
    private static readonly string[] Languages =
        ["csharp", "c#", "cs", "markdown", "md", "fsharp", "f#", "html", "javascript", "js", "kql", "mermaid", "powershell", "pwsh", "sql", "value", "http", "python", "r"];

    /// <summary>The text as a notebook; text above the first line of a language is C#.</summary>
    internal static NotebookDocument Read(string text)
    {
        var notebook = new NotebookDocument();
        string language = "csharp";
        var lines = new List<string>();
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string word = line.TrimEnd();
            string? next = word == "#!meta" ? "meta" : Languages.FirstOrDefault(name => word.Equals("#!" + name, StringComparison.OrdinalIgnoreCase));
            if (next is null)
            {
                lines.Add(line);
                continue;
            }

            Add(notebook, language, lines);
            language = next;
            lines.Clear();
        }

        Add(notebook, language, lines);
        return notebook;
    }

    private static void Add(NotebookDocument notebook, string language, List<string> lines)
    {
        string source = string.Join('\n', lines).Trim('\n');
        if (source.Length == 0 || language == "meta")
        {
            return;
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"cell-{notebook.Cells.Count + 1}");
        if (language is "markdown" or "md")
        {
            notebook.Add(NotebookCell.Markdown(id, source));
            return;
        }

        NotebookCell cell = NotebookCell.Code(id, source);
        if (language is not ("csharp" or "c#" or "cs"))
        {
            cell.Metadata["dotnet_interactive"] = new JsonObject { ["language"] = language };
        }

        notebook.Add(cell);
    }
}
