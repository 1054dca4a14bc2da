using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Keeps the value of an expression; what it prints or displays goes to its cell, its fault into the reply alone.</summary>
internal sealed class ExpressionSink(ICellSink cell) : ICellSink
{
    /// <summary>The expression's value; null where it has none.</summary>
    internal MimeBundle? Value { get; private set; }

    /// <inheritdoc/>
    public void Receive(CellOutput output)
    {
        switch (output)
        {
            case CellOutput.Result result:
                Value = result.Bundle;
                break;
            case CellOutput.Failed:
                break;
            default:
                cell.Receive(output);
                break;
        }
    }
}
