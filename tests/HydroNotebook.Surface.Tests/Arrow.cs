using System.Text.RegularExpressions;

namespace HydroNotebook.Surface.Tests;

/// <summary>A reference from one room (project or folder) to another, found in the text of a source file.</summary>
internal sealed record Arrow(string File, int Line, string From, string To)
{
    /// <summary>The folders of HydroNotebook in the order in which they may depend: each on those before it.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
        ["Basins", "Data", "VirtualCatchments", "Models", "Training", "Evaluation", "Analysis", "Experiments", "Papers"];

    /// <summary>Projects and the projects that each may name.</summary>
    public static IReadOnlyDictionary<string, string[]> Projects { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["HydroNotebook.Tensors"] = [],
        ["HydroNotebook.Figures"] = [],
        ["HydroNotebook.Kernel"] = [],
        ["HydroNotebook"] = ["HydroNotebook.Tensors", "HydroNotebook.Figures"],
        ["HydroNotebook.Cli"] = ["HydroNotebook", "HydroNotebook.Tensors", "HydroNotebook.Figures", "HydroNotebook.Kernel"],
    };

    /// <summary>Whether the arrow points to where it may.</summary>
    public bool IsAllowed
    {
        get
        {
            if (From == To)
            {
                return true;
            }

            string fromProject = ProjectOf(From);
            string toProject = ProjectOf(To);
            if (fromProject != toProject)
            {
                return Projects[fromProject].Contains(toProject, StringComparer.Ordinal);
            }

            return fromProject != "HydroNotebook" || Position(To) < Position(From);
        }
    }

    /// <summary>All arrows of one file: its using directives and the full names in its text.</summary>
    /// <param name="file">Path of the file from the folder <c>lib</c>, with slashes.</param>
    /// <param name="text">Its text.</param>
    public static IEnumerable<Arrow> In(string file, string text)
    {
        string[] parts = file.Split('/');
        string from = parts[0] == "HydroNotebook" && parts.Length > 2 ? $"HydroNotebook.{parts[1]}" : parts[0];
        string[] lines = text.Split('\n');
        for (int k = 0; k < lines.Length; k++)
        {
            string line = lines[k].Trim();
            if (line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Match match in Regex.Matches(line, @"\bHydroNotebook\.(?<room>[A-Z]\w*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            {
                string to = match.Value;
                if (Projects.ContainsKey(to) || Rooms.Contains(match.Groups["room"].Value, StringComparer.Ordinal))
                {
                    yield return new Arrow(file, k + 1, from, to);
                }
            }
        }
    }

    /// <summary>The arrow with its place.</summary>
    public override string ToString() => $"lib/{File}:{Line}: {From} names {To}";

    // Types of namespace HydroNotebook itself lie in a room's folder; a file outside every room may name all rooms.
    private static int Position(string room) =>
        Rooms.ToList().IndexOf(room.Split('.')[^1]) is int position and >= 0 ? position : Rooms.Count;

    private static string ProjectOf(string room) => Projects.ContainsKey(room) ? room : "HydroNotebook";
}
