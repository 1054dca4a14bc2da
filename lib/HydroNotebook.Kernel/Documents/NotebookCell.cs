using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Documents;

/// <summary>One cell of a notebook file: a view of its JSON, so fields unknown here are kept.</summary>
public sealed class NotebookCell
{
    private const string MakesTag = "makes:";

    internal NotebookCell(JsonObject json) => Json = json;

    /// <summary>Makes a code cell without outputs.</summary>
    /// <param name="id">Identifier, 1–64 characters of <c>a–z A–Z 0–9 - _</c>, unique in the notebook.</param>
    /// <param name="source">The text, lines ended by <c>\n</c>.</param>
    public static NotebookCell Code(string id, string source) => new(new JsonObject
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = id,
        ["metadata"] = new JsonObject(),
        ["outputs"] = new JsonArray(),
        ["source"] = NotebookText.ToLines(source),
    });

    /// <summary>Makes a Markdown cell.</summary>
    /// <param name="id">Identifier, as for a code cell.</param>
    /// <param name="source">The text, lines ended by <c>\n</c>.</param>
    public static NotebookCell Markdown(string id, string source) => new(new JsonObject
    {
        ["cell_type"] = "markdown",
        ["id"] = id,
        ["metadata"] = new JsonObject(),
        ["source"] = NotebookText.ToLines(source),
    });

    /// <summary>Identifier; never changed by a run.</summary>
    public string Id => (string)Json["id"]!;

    /// <summary>Whether the cell is code, Markdown or raw.</summary>
    public CellKind Kind => (string)Json["cell_type"]! switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        _ => CellKind.Raw,
    };

    /// <summary>The text, lines ended by <c>\n</c>.</summary>
    public string Source
    {
        get => NotebookText.FromLines(Json["source"]);
        set => Json["source"] = NotebookText.ToLines(value);
    }

    /// <summary>The cell's metadata; changes are stored.</summary>
    public JsonObject Metadata => (JsonObject)Json["metadata"]!;

    /// <summary>Outputs of a code cell in nbformat's JSON; changes are stored.</summary>
    /// <exception cref="InvalidOperationException">The cell is no code cell.</exception>
    public JsonArray Outputs => Json["outputs"] as JsonArray ?? throw new InvalidOperationException($"Cell '{Id}' is no code cell and has no outputs.");

    /// <summary>The <c>n</c> of <c>[n]</c>; null where a code cell has not run.</summary>
    public int? ExecutionCount
    {
        get => (int?)Json["execution_count"];
        set => Json["execution_count"] = value;
    }

    /// <summary>The cell's tags, in order; empty where it has none.</summary>
    public IReadOnlyList<string> Tags =>
        Metadata["tags"] is JsonArray tags ? [.. tags.Where(IsText).Select(tag => (string)tag!)] : [];

    /// <summary>Ids of the figures and tables that the cell shows, in order: its tags <c>makes:ID</c>.</summary>
    public IReadOnlyList<string> Makes =>
        [.. Tags.Where(tag => tag.StartsWith(MakesTag, StringComparison.Ordinal) && tag.Length > MakesTag.Length).Select(tag => tag[MakesTag.Length..])];

    /// <summary>The cell as JSON.</summary>
    internal JsonObject Json { get; }

    /// <summary>Whether the cell carries a tag such as <c>parameters</c>.</summary>
    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.String;
}
