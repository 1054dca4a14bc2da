using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Running;

/// <summary>Sets values from outside in a notebook, by papermill's habit: a cell of their own behind the one tagged <c>parameters</c>.</summary>
internal static class ParametersCell
{
    private const string Tag = "parameters";
    private const string InjectedTag = "injected-parameters";

    /// <summary>Puts the values into the notebook; a cell of an earlier injection is replaced.</summary>
    /// <exception cref="NotebookException">A name is not declared by the parameters cell, or a value does not fit its type.</exception>
    internal static void Inject(NotebookDocument notebook, IReadOnlyDictionary<string, object?> values, string notebookName)
    {
        if (values.Count == 0)
        {
            return;
        }

        List<NotebookCell> cells = [.. notebook.Cells];
        int old = cells.FindIndex(cell => cell.Kind == CellKind.Code && cell.HasTag(InjectedTag));
        if (old >= 0)
        {
            notebook.RemoveAt(old);
            cells.RemoveAt(old);
        }

        int declaring = cells.FindIndex(cell => cell.Kind == CellKind.Code && cell.HasTag(Tag));
        Dictionary<string, string>? types = declaring < 0 ? null : DeclaredTypes(cells[declaring].Source);
        var source = new StringBuilder("// Parameters\n");
        var record = new JsonObject();
        foreach ((string name, object? value) in values)
        {
            string type = "var";
            if (types is not null && !types.TryGetValue(name, out type!))
            {
                string nearest = Spelling.Nearest(name, types.Keys);
                throw new NotebookException(
                    $"{notebookName}: '{name}' is not a parameter of this notebook: {(nearest.Length > 0 ? $"did you mean '{nearest}'? It has {string.Join(", ", types.Keys)}." : "its parameters cell declares none.")}");
            }

            source.Append(Declaration(type, name, value, notebookName)).Append('\n');
            record[name] = ToJson(value);
        }

        string id = FreeId(cells);
        NotebookCell injected = NotebookCell.Code(id, source.ToString().TrimEnd('\n'));
        injected.Metadata["tags"] = new JsonArray(InjectedTag);
        notebook.Insert(declaring < 0 ? 0 : declaring + 1, injected);
        JsonObject papermill = notebook.Metadata["papermill"] as JsonObject ?? [];
        papermill["parameters"] = record;
        notebook.Metadata["papermill"] ??= papermill;
    }

    private static Dictionary<string, string> DeclaredTypes(string source)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot();
        foreach (FieldDeclarationSyntax field in root.ChildNodes().OfType<FieldDeclarationSyntax>())
        {
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
            {
                string written = field.Declaration.Type.ToString();
                types[variable.Identifier.ValueText] = written == "var" ? TypeOf(variable.Initializer?.Value) : written;
            }
        }

        return types;
    }

    private static string TypeOf(ExpressionSyntax? value)
    {
        ExpressionSyntax? bare = value is PrefixUnaryExpressionSyntax minus ? minus.Operand : value;
        return bare is LiteralExpressionSyntax literal
            ? literal.Token.Value switch
            {
                int => "int",
                long => "long",
                float => "float",
                double => "double",
                decimal => "decimal",
                bool => "bool",
                string => "string",
                _ => "var",
            }
            : "var";
    }

    private static string Declaration(string type, string name, object? value, string notebookName)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            throw new NotebookException($"{notebookName}: '{name}' is no name of a C# variable. Correct the parameter's name.");
        }

        string? given = type == "string" ? null
            : value as string ?? (value is not null && Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal ? Number(value) : null);
        string text = given is not null ? FromText(type, name, given, value, notebookName) : Literal(value, name, notebookName);
        return $"{(value is null && type == "var" ? "object" : type)} {name} = {text};";
    }

    /// <summary>A text from a command line as a literal of the declared type; lists as JSON.</summary>
    private static string FromText(string type, string name, string text, object? value, string notebookName)
    {
        bool isList = type.EndsWith("[]", StringComparison.Ordinal) || type.Contains('<', StringComparison.Ordinal);
        bool fits = type.TrimEnd('?') switch
        {
            "int" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "long" or "ulong" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "double" or "float" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "decimal" => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
            "bool" => bool.TryParse(text, out _),
            "DateOnly" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => true,
        };
        if (!fits)
        {
            throw new NotebookException($"{notebookName}: the parameter '{name}' is {type}, and '{text}' is none. Give {Example(type)}.");
        }

        return type.TrimEnd('?') switch
        {
            "int" or "long" or "ulong" => text,
            "double" => Real(double.Parse(text, CultureInfo.InvariantCulture), "double", "d"),
            "float" => Real(float.Parse(text, CultureInfo.InvariantCulture), "float", "f"),
            "decimal" => text + "m",
            "bool" => text.ToLowerInvariant(),
            "DateOnly" => Literal(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture), name, notebookName),
            _ when isList => FromJson(type, name, text, notebookName),
            _ => Literal(value, name, notebookName),
        };
    }

    private static string Number(object value) => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);

    private static string FromJson(string type, string name, string text, string notebookName)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonArray list)
            {
                return $"[{string.Join(", ", list.Select(item => item?.GetValueKind() == JsonValueKind.String ? Literal((string)item!, name, notebookName) : item?.ToJsonString() ?? "null"))}]";
            }
        }
        catch (JsonException error)
        {
            throw new NotebookException($"{notebookName}: the parameter '{name}' is {type}, and '{text}' is no list. Give it as JSON: [1, 2].", error);
        }

        throw new NotebookException($"{notebookName}: the parameter '{name}' is {type}, and '{text}' is no list. Give it as JSON: [1, 2].");
    }

    private static string Example(string type) => type.TrimEnd('?') switch
    {
        "bool" => "true or false",
        "DateOnly" => "a date such as 1999-10-01",
        "int" or "long" or "ulong" => "a whole number",
        _ => "a number such as 0.5",
    };

    private static string Literal(object? value, string name, string notebookName) => value switch
    {
        null => "null",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture) + (number is >= int.MinValue and <= int.MaxValue ? "" : "L"),
        sbyte or byte or short or ushort or int or uint => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double number => Real(number, "double", "d"),
        float number => Real(number, "float", "f"),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        DateOnly day => string.Create(CultureInfo.InvariantCulture, $"new DateOnly({day.Year}, {day.Month}, {day.Day})"),
        IEnumerable list and not IDictionary => $"new[] {{ {string.Join(", ", list.Cast<object?>().Select(item => Literal(item, name, notebookName)))} }}",
        _ => throw new NotebookException(
            $"{notebookName}: the parameter '{name}' is a {value.GetType().Name}. Give a number, a text, a truth value, a date or a list of these."),
    };

    private static string Real(double number, string type, string suffix) =>
        double.IsNaN(number) ? type + ".NaN"
        : double.IsInfinity(number) ? type + (number > 0 ? ".PositiveInfinity" : ".NegativeInfinity")
        : (suffix == "f" ? ((float)number).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture)) + suffix;

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        double number when !double.IsFinite(number) => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
        float number when !float.IsFinite(number) => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    private static string FreeId(List<NotebookCell> cells)
    {
        string id = InjectedTag;
        for (int k = 2; cells.Exists(cell => cell.Id == id); k++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{InjectedTag}-{k}");
        }

        return id;
    }
}
