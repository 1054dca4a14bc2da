using System.Globalization;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>The C# that a file brings into a session: of a notebook its code cells, of a source file its text.</summary>
internal static class ImportedCells
{
    /// <summary>The texts to run, in order.</summary>
    /// <exception cref="NotebookException">The file is not there or cannot be understood.</exception>
    internal static IReadOnlyList<CellText> Read(string command, string written, string folder)
    {
        string path = Path.GetFullPath(written, Path.GetFullPath(folder.Length == 0 ? "." : folder));
        string here = Path.GetDirectoryName(path)!;
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".IPYNB" or ".DIB" => Cells(NotebookDocument.Load(path), path, here),
            ".CSX" or ".CS" => [new CellText(SourceFile.Read(command, path, written), path, here)],
            var ending => throw new NotebookException($"{command} \"{written}\": files that end in '{ending.ToLowerInvariant()}' cannot be run. Name an .ipynb, .dib, .csx or .cs file."),
        };
    }

    private static List<CellText> Cells(NotebookDocument notebook, string path, string folder)
    {
        var texts = new List<CellText>();
        for (int k = 0; k < notebook.Cells.Count; k++)
        {
            NotebookCell cell = notebook.Cells[k];
            if (cell.Kind != CellKind.Code || cell.HasTag("skip-execution"))
            {
                continue;
            }

            string language = (string?)(cell.Metadata["polyglot_notebook"] as JsonObject)?["kernelName"]
                ?? (string?)(cell.Metadata["dotnet_interactive"] as JsonObject)?["language"]
                ?? "csharp";
            string name = string.Create(CultureInfo.InvariantCulture, $"{path}[{k + 1}]");
            // Another language's cell runs into the error that names the language.
            texts.Add(new CellText(language == "csharp" ? cell.Source : $"#!{language}\n{cell.Source}", name, folder));
        }

        return texts;
    }
}
