using System.Collections;
using System.Globalization;
using System.Reflection;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>Finds by name how a type shows itself, so that libraries need no reference to a kernel.</summary>
internal static class ByNameFormatter
{
    private const string BundleMethod = "ToMimeBundle";
    private const string SourceAttribute = "TypeFormatterSourceAttribute";

    /// <summary>The type's own formatter: its method <c>ToMimeBundle</c>, else its <c>TypeFormatterSource</c> attribute, else null.</summary>
    internal static Func<object, MimeBundle?>? Find(Type type) => FromMethod(type) ?? FromAttribute(type);

    private static Func<object, MimeBundle?>? FromMethod(Type type)
    {
        MethodInfo? method = type.GetMethod(BundleMethod, BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
        if (method is null)
        {
            return null;
        }

        if (typeof(IEnumerable<KeyValuePair<string, string>>).IsAssignableFrom(method.ReturnType))
        {
            return value => method.Invoke(value, null) is IEnumerable<KeyValuePair<string, string>> forms
                ? new MimeBundle(forms.Select(form => new KeyValuePair<string, object>(form.Key, form.Value)))
                : null;
        }

        return typeof(IEnumerable<KeyValuePair<string, object>>).IsAssignableFrom(method.ReturnType)
            ? value => method.Invoke(value, null) is IEnumerable<KeyValuePair<string, object>> forms ? new MimeBundle(forms) : null
            : null;
    }

    private static Func<object, MimeBundle?>? FromAttribute(Type type)
    {
        var formatters = new List<(string MimeType, object Formatter, MethodInfo Format)>();
        foreach (object attribute in type.GetCustomAttributes(inherit: true))
        {
            if (attribute.GetType().Name == SourceAttribute && Read<Type>(attribute, "FormatterSourceType") is Type sourceType)
            {
                formatters.AddRange(FromSource(sourceType, type));
            }
        }

        return formatters.Count == 0 ? null : value => Run(formatters, value);
    }

    private static IEnumerable<(string MimeType, object Formatter, MethodInfo Format)> FromSource(Type sourceType, Type type)
    {
        object? source = Activator.CreateInstance(sourceType);
        if (sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes)?.Invoke(source, null) is not IEnumerable made)
        {
            yield break;
        }

        foreach (object formatter in made)
        {
            Type target = Read<Type>(formatter, "Type") ?? type;
            MethodInfo? format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]);
            if (target.IsAssignableFrom(type) && Read<string>(formatter, "MimeType") is string mimeType && format?.ReturnType == typeof(bool))
            {
                yield return (mimeType, formatter, format);
            }
        }
    }

    private static MimeBundle? Run(List<(string MimeType, object Formatter, MethodInfo Format)> formatters, object value)
    {
        var forms = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach ((string mimeType, object formatter, MethodInfo format) in formatters)
        {
            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            if (!forms.ContainsKey(mimeType) && (bool)format.Invoke(formatter, [value, writer])!)
            {
                forms.Add(mimeType, writer.ToString());
            }
        }

        if (forms.Count > 0 && !forms.ContainsKey("text/plain"))
        {
            forms.Add("text/plain", ValueFormatter.Inline(value));
        }

        return forms.Count == 0 ? null : new MimeBundle(forms);
    }

    private static T? Read<T>(object instance, string property)
        where T : class => instance.GetType().GetProperty(property)?.GetValue(instance) as T;
}
