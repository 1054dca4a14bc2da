using System.Collections;
using System.Globalization;
using System.Reflection;
using HydroNotebook.Kernel.Formatting;
using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Language;

/// <summary>Shows what a variable of an earlier cell holds now, in one line.</summary>
/// <remarks>
/// A cell may be running on another thread, so nothing is called that belongs to the user: no lazy sequence is walked and no <c>ToString</c>
/// of a type from a cell is asked. A collection that changes meanwhile is named without its items.
/// </remarks>
internal static class ValuePreview
{
    private const int Length = 160;
    private const int Items = 10;

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The value of a variable; null where the field is not one, or its cell did not run.</summary>
    internal static string? Of(IFieldSymbol field, IReadOnlyList<object?> submissions)
    {
        if (field.ContainingType is not { IsScriptClass: true } owner)
        {
            return null;
        }

        object? cell = submissions.FirstOrDefault(submission => submission?.GetType().Name == owner.MetadataName);
        FieldInfo? found = cell?.GetType().GetField(field.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return found is null ? null : Of(found.GetValue(cell));
    }

    /// <summary>A value in one line of at most 160 letters.</summary>
    internal static string Of(object? value)
    {
        string text = value switch
        {
            null => "null",
            string words => Quoted(words),
            char letter => $"'{letter}'",
            Array or IList or IDictionary => Collection((ICollection)value),
            _ => IsOfACell(value.GetType()) || value is IEnumerable ? NameOf(value.GetType()) : Told(value),
        };
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= Length ? line : line[..(Length - 2)] + " …";
    }

    /// <summary>The name of a type as one writes it in C#, without namespaces.</summary>
    internal static string NameOf(Type type)
    {
        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        string name = Words.GetValueOrDefault(type, type.Name);
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }

    private static string Quoted(string words) =>
        "\"" + (words.Length > Length ? words[..Length] : words).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal) + "\"";

    private static string Collection(ICollection collection)
    {
        Type type = collection.GetType();
        string name = NameOf(type);
        // Only collections of the runtime itself: another's may do anything when it is walked.
        if (!IsOfTheRuntime(type))
        {
            return name;
        }

        try
        {
            string count = string.Create(CultureInfo.InvariantCulture, $" ({collection.Count})");
            IEnumerable<object?> first = collection.Cast<object?>().Take(Items);
            string items = string.Join(", ", first.Select(item => item is IEnumerable and not string || (item is not null && IsOfACell(item.GetType()))
                ? NameOf(item.GetType()) : ValueFormatter.Inline(item)));
            return $"{name}{count} [{items}{(collection.Count > Items ? ", …" : "")}]";
        }
        catch (InvalidOperationException)
        {
            // The running cell changed it while it was being read.
            return name;
        }
    }

    private static string Told(object value)
    {
#pragma warning disable CA1031 // A library's ToString may throw whatever it likes; the type is then all there is to tell.
        try
        {
            string text = ValueFormatter.Inline(value);
            return text == value.GetType().ToString() ? NameOf(value.GetType()) : text;
        }
        catch (Exception)
        {
            return NameOf(value.GetType());
        }
#pragma warning restore CA1031
    }

    private static bool IsOfTheRuntime(Type type) => type.IsArray || type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private static bool IsOfACell(Type type) =>
        type.Assembly.GetName().Name?.StartsWith("notebook-", StringComparison.Ordinal) == true
        || type.GetGenericArguments().Any(IsOfACell);
}
