using System.Reflection;
using HydroNotebook.Kernel.Directives;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>What the cells of a session see. Immutable: a change is a new value.</summary>
public sealed record SessionOptions
{
    /// <summary>Namespaces imported into every cell beside those of the SDK's console programs; a static class imports its members.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>Assemblies that cells may use without <c>#r</c>, shared with the host: the same types.</summary>
    public IReadOnlyList<Assembly> References { get; init; } = [];

    /// <summary>Folder for the relative paths of <c>#r</c> and <c>#load</c>: the notebook's. Empty = the current folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How long an interrupted cell may take to end before the session tells that it does not stop, and goes on without its result. Our choice: 5 s.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the code of the cells is unloaded after the session was disposed and nothing uses it any more: for programs that make many sessions.
    /// It has a price: cells take half as long again, and traces lack the frames of small functions.
    /// </summary>
    public bool Unloads { get; init; }

    /// <summary>
    /// Whether an exception on a thread that a cell started is shown in that cell instead of ending the process. It is for the whole process and for good,
    /// so the program that hosts sessions decides; exceptions that no cell is to blame for end the process as before.
    /// </summary>
    public bool SurvivesThreads { get; init; }

    /// <summary>Where restored lists of packages are kept: the user's local application data.</summary>
    internal string PackageFolder { get; init; } = PackageRestore.UserFolder;

    /// <summary>The clock of durations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
