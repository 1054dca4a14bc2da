using System.Text;
using System.Xml.Linq;
using HydroNotebook.Experiments;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Experiments;

/// <summary>Writes docs/configuration.md from the settings records and their documentation.</summary>
internal static class ConfigurationPage
{
    public static string Write()
    {
        var documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "HydroNotebook.xml"));
        var members = documentation.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
        var page = new StringBuilder();
        page.Append(
            """
            # Configuration

            An experiment is one JSON file. A key that is not there has the default; a key that is not on this page is an error.
            Change one value for one run with `--set training.batchSize=128`; in a cell, `settings.With("training.batchSize=128")`.
            The file in a run's folder is complete and runs again unchanged.

            K19 = Kratzert et al. 2019, L22 = Lees et al. 2022; "program" = found in the code published with the paper, not in its text.
            `HN_UPDATE_EXPECTED=1 dotnet test -c Release --project tests/HydroNotebook.Tests` writes this page anew from the records.

            """);
        foreach (IGrouping<string, SettingKey> group in ExperimentFile.Keys.GroupBy(GroupOf, StringComparer.Ordinal))
        {
            page.Append('\n').Append("## ").Append(group.Key.Length == 0 ? "Top level" : $"`{group.Key}`").Append("\n\n");
            page.Append(Part(members, $"T:{group.First().Property.DeclaringType!.FullName}", "summary")).Append("\n\n");
            page.Append("| key | meaning | may be | unit | default | source |\n|---|---|---|---|---|---|\n");
            foreach (SettingKey key in group)
            {
                string name = $"P:{key.Property.DeclaringType!.FullName}.{key.Property.Name}";
                page.Append(
                    $"| `{key.Path}` | {Part(members, name, "summary")} | {Cell(key.Kind)} | {Part(members, name, "value")} | `{Cell(key.Default)}` | {Part(members, name, "remarks")} |\n");
            }
        }

        return page.ToString();
    }

    private static string GroupOf(SettingKey key) => key.Path.LastIndexOf('.') is int dot and >= 0 ? key.Path[..dot] : "";

    private static string Part(Dictionary<string, XElement> members, string member, string part)
    {
        XElement? element = members.TryGetValue(member, out XElement? found) ? found.Element(part) : null;
        if (element is null)
        {
            return "";
        }

        string text = string.Concat(element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1],
            XElement other => other.Value,
            XText plain => plain.Value,
            _ => "",
        }));
        return Cell(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    // In a table a bar ends the cell and '<' may begin a tag.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
