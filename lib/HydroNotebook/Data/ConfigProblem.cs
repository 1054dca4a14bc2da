namespace HydroNotebook.Data;

/// <summary>One fault of a configuration: which setting, what is wrong with it, and what to do about it.</summary>
/// <param name="Key">Dotted key of the setting as in the file: <c>training.batchSize</c>.</param>
/// <param name="What">What was found, to be read after the key: <c>is 0</c>, <c>is not a setting</c>.</param>
/// <param name="Cure">What to do next, one phrase.</param>
public sealed record ConfigProblem(string Key, string What, string Cure)
{
    /// <summary>The fault in one line: <c>training.batchSize is 0: use 1 or more (K19: 256).</c></summary>
    public override string ToString() => $"{Key} {What}: {Cure}{(Cure.EndsWith('.') || Cure.EndsWith('?') ? "" : ".")}";
}
