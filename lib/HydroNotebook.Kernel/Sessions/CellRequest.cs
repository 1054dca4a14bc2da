namespace HydroNotebook.Kernel.Sessions;

/// <summary>One cell to run, and how. Immutable: a change is a new value.</summary>
/// <param name="Code">C# as in a script: the value of a last expression without semicolon is the cell's result; <c>await</c> works.</param>
public sealed record CellRequest(string Code)
{
    /// <summary>Whether the cell takes the next <c>[n]</c>. False: the count stays as it is, for what front ends run unseen; its variables stay all the same.</summary>
    public bool Counted { get; init; } = true;

    /// <summary>Who answers when the cell reads from the console; null = nobody, and reading is an error of the cell.</summary>
    public ICellInput? Input { get; init; }
}
