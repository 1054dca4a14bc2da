namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>What an uninstall did.</summary>
/// <param name="Removed">The <c>kernel.json</c> files removed.</param>
/// <param name="RemovedFolders">Folders of the program's files that were removed.</param>
/// <param name="KeptFolders">Folders that a running kernel still uses.</param>
public sealed record UninstallReport(IReadOnlyList<string> Removed, IReadOnlyList<string> RemovedFolders, IReadOnlyList<string> KeptFolders);
