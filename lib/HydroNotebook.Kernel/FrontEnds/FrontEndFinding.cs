namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>What the doctor found out about one front end.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Whether notebooks run there.</param>
/// <param name="There">What is there, a plain sentence or a version each.</param>
/// <param name="Cures">What is missing and the cure, a sentence or two each; also what would merely be better.</param>
public sealed record FrontEndFinding(string Name, FrontEndState State, IReadOnlyList<string> There, IReadOnlyList<string> Cures);
