using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>The columns under which values of a type stand in a table: their public readable properties.</summary>
internal static class RecordColumns
{
    /// <summary>Columns in the order of declaration; none for numbers, texts, dates and the like. Tuples give their items.</summary>
    internal static IReadOnlyList<PropertyInfo> Of(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(IFormattable).IsAssignableFrom(type) || type.Namespace == "System"
            ? []
            : [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract")];

    /// <summary>Whether the type is a record, an anonymous type, or one that has no text of its own.</summary>
    internal static bool IsRecordLike(Type type)
    {
        MethodInfo? text = type.GetMethod(nameof(ToString), Type.EmptyTypes);
        return text is null
            || text.DeclaringType == typeof(object)
            || text.DeclaringType == typeof(ValueType)
            || text.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
            || type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;
    }

    /// <summary>The text of one field of the table; a property that throws is told so.</summary>
    internal static string Read(PropertyInfo column, object? row)
    {
        if (row is null)
        {
            return "null";
        }

        object? value;
        try
        {
            value = column.GetValue(row);
        }
        catch (TargetInvocationException error)
        {
            return error.InnerException?.Message ?? error.Message;
        }

        return value switch
        {
            double number => Short(number),
            float number => Short(number),
            _ => SequenceTable.Inline(value),
        };
    }

    /// <summary>A number in six digits; one of a million or more in whole numbers and not with a power of ten.</summary>
    private static string Short(double number) =>
        number.ToString(Math.Abs(number) is >= 999_999.5 and < 1e15 ? "F0" : "G6", CultureInfo.InvariantCulture);
}
