using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>The line tables of compiled cells, for single frames of traces that are too deep to ask for all.</summary>
internal static class CellSymbols
{
    private static readonly ConditionalWeakTable<Assembly, byte[]> Tables = [];

    internal static void Keep(Assembly cell, byte[] symbols) => Tables.Add(cell, symbols);

    /// <summary>File and line of a frame; null and 0 where its method is of no cell.</summary>
    internal static (string? File, int Line) PlaceOf(StackFrame frame)
    {
        if (frame.GetMethod() is not MethodBase method || !Tables.TryGetValue(method.Module.Assembly, out byte[]? symbols))
        {
            return (null, 0);
        }

        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableCollectionsMarshal.AsImmutableArray(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        MethodDebugInformation lines = reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(method.MetadataToken & 0xFFFFFF));
        SequencePoint point = lines.GetSequencePoints().LastOrDefault(point => !point.IsHidden && point.Offset <= frame.GetILOffset());
        return point.Document.IsNil ? (null, 0) : (reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine);
    }
}
