using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Language;

/// <summary>What kind of thing a symbol is, in the words of front ends.</summary>
internal static class SymbolWords
{
    internal static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "constructor",
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enumMember",
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => "variable",
        IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol => "field",
        INamespaceSymbol => "module",
        ITypeParameterSymbol => "typeParameter",
        INamedTypeSymbol type => type.TypeKind switch
        {
            TypeKind.Enum => "enum",
            TypeKind.Interface => "interface",
            TypeKind.Struct => "struct",
            TypeKind.Delegate => "function",
            _ => "class",
        },
        _ => "reference",
    };

    /// <summary>Whether a symbol should be proposed: it can be written, and its author wants it seen.</summary>
    internal static bool IsOffered(ISymbol symbol)
    {
        if (!symbol.CanBeReferencedByName || symbol.Name.Length == 0 || symbol.Name[0] == '<')
        {
            return false;
        }

        // The context's own classes for cells, such as Submission#3, cannot be written either.
        if (symbol is INamedTypeSymbol { IsScriptClass: true })
        {
            return false;
        }

        return !symbol.OriginalDefinition.GetAttributes().Any(attribute =>
            attribute.AttributeClass?.Name == "EditorBrowsableAttribute"
            && attribute.ConstructorArguments is [{ Value: (int)System.ComponentModel.EditorBrowsableState.Never }]);
    }
}
