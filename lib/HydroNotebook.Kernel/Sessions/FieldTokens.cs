using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Reads which fields the code of a method names. ECMA-335, partition III.</summary>
internal static class FieldTokens
{
    private const int TwoByteMark = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    internal static IEnumerable<EntityHandle> Of(BlobReader code)
    {
        var found = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            operation = operation == TwoByteMark ? (TwoByteMark << 8) | code.ReadByte() : operation;
            OperandType operand = Operands[operation];
            if (operand is OperandType.InlineField or OperandType.InlineTok)
            {
                found.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
            }
            else if (operand == OperandType.InlineSwitch)
            {
                int targets = code.ReadInt32();
                code.Offset += 4 * targets;
            }
            else
            {
                code.Offset += LengthOf(operand);
            }
        }

        return found;
    }

    private static int LengthOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
