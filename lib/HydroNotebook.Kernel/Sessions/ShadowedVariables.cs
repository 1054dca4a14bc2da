using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Lets the objects of re-declared variables go: the fields of earlier cells that no code can reach any more are emptied.</summary>
/// <remarks>
/// <c>var x = …</c> in a second cell makes a second field; the first would keep its object for ever. Functions and lambdas that use the first go on
/// doing so, so its field is emptied only where no function of any cell names it. The top-level code of cells that have ended does not count.
/// </remarks>
internal sealed class ShadowedVariables
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly List<(Type Cell, Dictionary<string, FieldInfo> Variables)> _cells = [];
    private readonly HashSet<(string Cell, string Variable)> _inUse = [];

    /// <summary>Takes note of a cell's variables, and of those that its functions use.</summary>
    internal void Learn(Type cell, byte[] image)
    {
        _cells.Add((cell, cell.GetFields(Fields).Where(field => !field.Name.StartsWith('<')).ToDictionary(field => field.Name, StringComparer.Ordinal)));
        using var reader = new PEReader(new MemoryStream(image));
        MetadataReader metadata = reader.GetMetadataReader();
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition))
        {
            if (method.RelativeVirtualAddress != 0 && !IsTopLevel(metadata, method))
            {
                foreach (EntityHandle field in FieldTokens.Of(reader.GetMethodBody(method.RelativeVirtualAddress).GetILReader()))
                {
                    if (NameOf(metadata, field) is ({ } owner, { } name))
                    {
                        _inUse.Add((owner, name));
                    }
                }
            }
        }
    }

    /// <summary>Empties what a later cell has declared again and no function uses.</summary>
    /// <param name="objects">The objects that hold the cells' variables, in any order; places may be null.</param>
    internal void Release(IReadOnlyList<object?> objects)
    {
        var later = new HashSet<string>(StringComparer.Ordinal);
        for (int k = _cells.Count - 1; k >= 0; k--)
        {
            (Type cell, Dictionary<string, FieldInfo> variables) = _cells[k];
            foreach ((string name, FieldInfo field) in variables)
            {
                if (!later.Add(name) && !_inUse.Contains((cell.Name, name)))
                {
                    variables.Remove(name);
                    if (!field.FieldType.IsPrimitive && objects.FirstOrDefault(one => one?.GetType() == cell) is object holder)
                    {
                        field.SetValue(holder, null);
                    }
                }
            }
        }
    }

    /// <summary>The cell's own code, which has run: its state machine, and what builds the object.</summary>
    private static bool IsTopLevel(MetadataReader metadata, MethodDefinition method)
    {
        TypeDefinition owner = metadata.GetTypeDefinition(method.GetDeclaringType());
        return owner.IsNested
            ? metadata.GetString(owner.Name).StartsWith("<<Initialize>>d", StringComparison.Ordinal)
            : metadata.GetString(method.Name) is ".ctor" or "<Initialize>" or "<Factory>" or "<Main>";
    }

    private static (string? Owner, string? Name) NameOf(MetadataReader metadata, EntityHandle field)
    {
        switch (field.Kind)
        {
            case HandleKind.FieldDefinition:
                FieldDefinition own = metadata.GetFieldDefinition((FieldDefinitionHandle)field);
                return (metadata.GetString(metadata.GetTypeDefinition(own.GetDeclaringType()).Name), metadata.GetString(own.Name));
            case HandleKind.MemberReference when metadata.GetMemberReference((MemberReferenceHandle)field) is { Parent.Kind: HandleKind.TypeReference } other:
                return (metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)other.Parent).Name), metadata.GetString(other.Name));
            default:
                return default;
        }
    }
}
