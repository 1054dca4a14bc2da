using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Directives;

/// <summary>The commands that put something into a variable: they become one line of C#.</summary>
internal static class VariableCommands
{
    private static readonly string[] OurNames = ["csharp", "c#", "cs", ".net", "value"];

    /// <summary>The C# of a command, empty where nothing is left to do; null where it is not one of these.</summary>
    /// <exception cref="NotebookException">The command cannot be understood, or names what is not there.</exception>
    internal static string? CodeOf(Directive directive, CommandContext context) => MagicCommand.Find(directive.Name)?.Name switch
    {
        "#!set" => Set(directive, context),
        "#!value" => Value(directive, context),
        "#!share" => Share(directive, context),
        _ => null,
    };

    private static string Set(Directive directive, CommandContext context)
    {
        CommandOptions options = CommandOptions.Read(directive, "--name", "--value", "--mime-type");
        string name = options.Variable(options.Of("--name"));
        string value = options.Of("--value") ?? throw new NotebookException($"#!set: no value is given. {options.Usage()}");
        if (!value.StartsWith('@'))
        {
            return $"var {name} = {Literal(value, options.Of("--mime-type"))};";
        }

        string[] source = value[1..].Split(':', 2);
        return source is ["input" or "password", var prompt] ? $"var {name} = {Quoted(Ask(prompt, source[0] == "password", context))};"
            : source is [var kernel, var other] ? $"var {name} = {Other(kernel, options.Variable(other), "#!set", context)};"
            : throw new NotebookException($"#!set: '{value}' is neither @csharp:NAME nor @input:PROMPT. {options.Usage()}");
    }

    private static string Value(Directive directive, CommandContext context)
    {
        CommandOptions options = CommandOptions.Read(directive, "--name", "--from-file", "--from-value", "--mime-type");
        string name = options.Variable(options.Of("--name"));
        if (options.Of("--from-file") is string path)
        {
            return $"var {name} = {Quoted(SourceFile.Read("#!value", Path.Combine(context.Text.Folder, path), path))};";
        }

        return $"var {name} = {Quoted(options.Of("--from-value") ?? directive.Body!.TrimEnd('\r', '\n'))};";
    }

    private static string Share(Directive directive, CommandContext context)
    {
        CommandOptions options = CommandOptions.Read(directive, "--from", "--as", "--mime-type");
        string name = options.Variable(options.Rest is [var first, ..] ? first : null);
        string code = Other(options.Of("--from") ?? "csharp", name, "#!share", context);
        return options.Of("--as") is string other && other != name ? $"var {options.Variable(other)} = {code};" : "";
    }

    private static string Other(string kernel, string name, string command, CommandContext context)
    {
        if (!OurNames.Contains(kernel, StringComparer.OrdinalIgnoreCase))
        {
            throw new NotebookException($"{command}: there is no kernel '{kernel}' here. All cells are C# and see each other's variables: use '{name}' as it is.");
        }

        return context.Variables.Has(name) ? name
            : throw new NotebookException($"{command}: no cell has declared '{name}'. #!who lists the variables.");
    }

    /// <summary>A value as C#: a number, true, false, null and JSON where it is one, else a text.</summary>
    private static string Literal(string value, string? mimeType)
    {
        if (mimeType == "text/plain")
        {
            return Quoted(value);
        }

        JsonNode? json;
        try
        {
            json = JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return Quoted(value);
        }

        return json switch
        {
            null => "(object)null",
            JsonValue number when number.GetValueKind() == JsonValueKind.Number => Number(number.ToJsonString()),
            JsonValue flag when flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False => flag.ToJsonString(),
            JsonValue text => Quoted((string)text!),
            _ => $"System.Text.Json.Nodes.JsonNode.Parse({Quoted(value)})",
        };
    }

    private static string Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text + "L"
        : text + "d";

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Ask(string prompt, bool secret, CommandContext context)
    {
        try
        {
            return context.Scope.Ask(prompt.Trim('"', ' '), secret) ?? "";
        }
        catch (InvalidOperationException error)
        {
            throw new NotebookException($"#!set: {error.Message} Or give the value itself with --value.", error);
        }
    }
}
