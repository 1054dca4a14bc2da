namespace HydroNotebook.Tensors;

/// <summary>Tells notebook kernels by its name how a type shows itself; <c>docs/formatters.md</c> has the convention.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>What is shown where nothing else is asked for.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}
