namespace HydroNotebook.Kernel.Sessions;

/// <summary>A cell after compilation.</summary>
/// <param name="Diagnostics">Errors and warnings, by position.</param>
/// <param name="Start">Starts the cell over the objects of the cells before it; null where there is nothing to run.</param>
/// <param name="EndsInValue">Whether the cell ends in an expression with a value; costs a second binding, so it is asked only where the value is null.</param>
internal sealed record CompiledCell(IReadOnlyList<CellDiagnostic> Diagnostics, Func<object?[], Task<object?>>? Start, Func<bool> EndsInValue);
