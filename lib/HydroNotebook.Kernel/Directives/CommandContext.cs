using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Directives;

/// <summary>What a command needs to do its work.</summary>
/// <param name="Text">The text that the command stands in.</param>
/// <param name="Scope">The running cell.</param>
/// <param name="Variables">The session's variables.</param>
internal sealed record CommandContext(CellText Text, CellScope Scope, SessionVariables Variables);
