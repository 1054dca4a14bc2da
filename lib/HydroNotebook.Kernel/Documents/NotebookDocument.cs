using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HydroNotebook.Kernel.Documents;

/// <summary>A notebook file of nbformat 4: read, changed and written without losing fields that are unknown here.</summary>
/// <remarks>Files of nbformat 4.0–4.4 become 4.5 when read: cells without an id get one that follows from their position and text.</remarks>
public sealed partial class NotebookDocument
{
    private static readonly JsonSerializerOptions WriteOptions = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _json;
    private readonly JsonArray _jsonCells;
    private readonly List<NotebookCell> _cells;

    private NotebookDocument(JsonObject json, JsonArray jsonCells)
    {
        _json = json;
        _jsonCells = jsonCells;
        _cells = [.. jsonCells.Select(cell => new NotebookCell((JsonObject)cell!))];
    }

    /// <summary>Makes a notebook without cells, with the C# kernel's metadata.</summary>
    public NotebookDocument()
        : this(new JsonObject { ["cells"] = new JsonArray(), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 })
    {
        StampKernel();
    }

    private NotebookDocument(JsonObject json)
        : this(json, (JsonArray)json["cells"]!)
    {
    }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>Metadata of the notebook; changes are stored.</summary>
    public JsonObject Metadata => (JsonObject)_json["metadata"]!;

    /// <summary>Reads a notebook file; one that ends in <c>.dib</c> as the text format of Polyglot Notebooks.</summary>
    /// <exception cref="NotebookException">The file is not there, is no JSON, or is no notebook of nbformat 4; says where and what.</exception>
    public static NotebookDocument Load(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"{path}: there is no such notebook. Check the path.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException(
                Directory.Exists(path)
                    ? $"{path}: this is a folder. Name a notebook file."
                    : $"{path}: the notebook cannot be read: {error.Message.TrimEnd('.')}. Check the rights to read it.",
                error);
        }

        return Path.GetExtension(path).Equals(".dib", StringComparison.OrdinalIgnoreCase) ? DibText.Read(text) : Parse(text, path);
    }

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="text">JSON of nbformat 4.</param>
    /// <param name="name">Name or path for errors.</param>
    /// <exception cref="NotebookException">The text is no JSON or no notebook of nbformat 4; says where and what.</exception>
    public static NotebookDocument Parse(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new NotebookException($"{name}: the file is empty. Restore it, or give a file made by a notebook editor.");
        }

        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 128 });
        }
        catch (JsonException error)
        {
            string where = error.LineNumber is long line
                ? string.Create(CultureInfo.InvariantCulture, $":{line + 1}:{(error.BytePositionInLine ?? 0) + 1}")
                : "";
            string what = error.Message.Split(" LineNumber:", StringSplitOptions.None)[0].Split(" Path:", StringSplitOptions.None)[0];
            throw new NotebookException($"{name}{where}: the notebook is no valid JSON: {what} Restore the file, or mend it in a text editor.", error);
        }

        return FromJson(root, name);
    }

    /// <summary>Writes the notebook beside its place and renames it: a reader never sees half a file, and after an error nothing is left beside it.</summary>
    public void Save(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string beside = full + ".tmp";
        bool isBegun = false;
        try
        {
            using (FileStream file = File.Create(beside))
            {
                isBegun = true;
                file.Write(Encoding.UTF8.GetBytes(ToJson()));
            }

            File.Move(beside, full, overwrite: true);
        }
        catch (Exception error) when (isBegun && error is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>The notebook as text: one space of indentation, keys in the order of the file read, a newline at the end.</summary>
    public string ToJson() => _json.ToJsonString(WriteOptions) + "\n";

    /// <summary>Puts a cell at a position, 0 = first.</summary>
    public void Insert(int index, NotebookCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        _jsonCells.Insert(index, cell.Json);
        _cells.Insert(index, cell);
    }

    /// <summary>Puts a cell at the end.</summary>
    public void Add(NotebookCell cell) => Insert(_cells.Count, cell);

    /// <summary>Takes a cell out.</summary>
    public void RemoveAt(int index)
    {
        _jsonCells.RemoveAt(index);
        _cells.RemoveAt(index);
    }

    /// <summary>Writes the metadata by which front ends and tools know a C# notebook (kernel <c>.net-csharp</c>).</summary>
    public void StampKernel()
    {
        JsonObject kernelspec = Metadata["kernelspec"] as JsonObject ?? [];
        kernelspec["display_name"] = ".NET (C#)";
        kernelspec["language"] = "C#";
        kernelspec["name"] = ".net-csharp";
        Metadata["kernelspec"] ??= kernelspec;
        JsonObject language = Metadata["language_info"] as JsonObject ?? [];
        language["file_extension"] = ".cs";
        language["mimetype"] = "text/x-csharp";
        language["name"] = "C#";
        language["pygments_lexer"] = "csharp";
        language["version"] = "14.0";
        Metadata["language_info"] ??= language;
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdPattern();

    private static NotebookDocument FromJson(JsonNode? root, string name)
    {
        if (root is not JsonObject json || json["nbformat"]?.GetValueKind() != JsonValueKind.Number)
        {
            throw new NotebookException($"{name}: this is JSON but no notebook: 'nbformat' is missing. Give a file made by a notebook editor.");
        }

        if ((double)json["nbformat"]! != 4)
        {
            throw new NotebookException(
                $"{name}: the notebook is of nbformat {json["nbformat"]!.ToJsonString()}, 4 is needed. Open and save it in a current notebook editor.");
        }

        if (json["cells"] is not JsonArray cells)
        {
            throw new NotebookException($"{name}: 'cells' is not a list. Restore the file.");
        }

        if (json["metadata"] is not JsonObject)
        {
            if (json["metadata"] is not null)
            {
                throw new NotebookException($"{name}: 'metadata' is not an object. Restore the file.");
            }

            json["metadata"] = new JsonObject();
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < cells.Count; k++)
        {
            CheckCell(cells[k], k, seen, name);
        }

        if (json["nbformat_minor"]?.GetValueKind() != JsonValueKind.Number || (double)json["nbformat_minor"]! < 5)
        {
            json["nbformat_minor"] = 5;
        }

        return new NotebookDocument(json);
    }

    private static void CheckCell(JsonNode? node, int index, Dictionary<string, int> seen, string name)
    {
        string who = $"{name}: cell {index + 1} of the file";
        if (node is not JsonObject cell)
        {
            throw new NotebookException($"{who} is not an object. Restore the file.");
        }

        string kind = cell["cell_type"]?.GetValueKind() == JsonValueKind.String ? (string)cell["cell_type"]! : "";
        if (kind is not ("code" or "markdown" or "raw"))
        {
            throw new NotebookException($"{who}: 'cell_type' is {cell["cell_type"]?.ToJsonString() ?? "missing"}, not \"code\", \"markdown\" or \"raw\". Restore the file.");
        }

        if (!NotebookText.IsText(cell["source"]))
        {
            throw new NotebookException($"{who}: 'source' is neither a text nor a list of lines. Restore the file.");
        }

        if (cell["metadata"] is not JsonObject)
        {
            cell["metadata"] = cell["metadata"] is null
                ? new JsonObject()
                : throw new NotebookException($"{who}: 'metadata' is not an object. Restore the file.");
        }

        if (kind == "code")
        {
            cell["outputs"] ??= new JsonArray();
            if (cell["outputs"] is not JsonArray)
            {
                throw new NotebookException($"{who}: 'outputs' is not a list. Clear the outputs in a notebook editor, or restore the file.");
            }

            if (!cell.ContainsKey("execution_count"))
            {
                cell["execution_count"] = null;
            }
        }

        if (cell["id"] is null)
        {
            cell["id"] = IdFrom(index, NotebookText.FromLines(cell["source"]));
        }

        string id = cell["id"]!.GetValueKind() == JsonValueKind.String ? (string)cell["id"]! : "";
        if (!IdPattern().IsMatch(id))
        {
            throw new NotebookException($"{who}: the id {cell["id"]!.ToJsonString()} is not made of 1–64 letters, digits, '-' and '_'. Give it another one.");
        }

        if (!seen.TryAdd(id, index))
        {
            throw new NotebookException($"{who} has the id '{id}' of cell {seen[id] + 1}. Give one of them another id.");
        }
    }

    private static string IdFrom(int index, string source)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{index}\n{source}")));
        return Convert.ToHexStringLower(hash.AsSpan(0, 6));
    }
}
