namespace HydroNotebook.Kernel.Sessions;

/// <summary>One finding of the compiler.</summary>
/// <param name="Id">The compiler's name for it, such as <c>CS0029</c>.</param>
/// <param name="Message">The finding in words.</param>
/// <param name="Line">Line of the cell, from 1.</param>
/// <param name="Column">Column of the line, from 1.</param>
/// <param name="EndLine">Line where the culprit ends, from 1.</param>
/// <param name="EndColumn">Column behind the culprit, from 1.</param>
/// <param name="IsError">Whether it keeps the cell from running; a warning does not.</param>
public sealed record CellDiagnostic(string Id, string Message, int Line, int Column, int EndLine, int EndColumn, bool IsError)
{
    /// <summary>The file that a cell loaded or imported where the finding is in one; empty for the cell itself. Lines are then the file's.</summary>
    public string File { get; init; } = "";
}
