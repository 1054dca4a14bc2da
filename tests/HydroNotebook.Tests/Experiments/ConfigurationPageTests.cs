using HydroNotebook.Experiments;

namespace HydroNotebook.Tests.Experiments;

public sealed class ConfigurationPageTests
{
    [Fact]
    public void The_page_lists_every_key_as_the_records_have_it()
    {
        string path = Path.Combine(Repository.Folder, "docs", "configuration.md");
        string page = ConfigurationPage.Write();
        if (Repository.UpdateExpected)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
        Assert.All(ExperimentFile.Keys, key => Assert.Contains($"`{key.Path}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_says_what_it_means_and_where_its_default_is_from()
    {
        string[] rows = ConfigurationPage.Write().Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();

        Assert.Equal(ExperimentFile.Keys.Count, rows.Length);
        foreach (string row in rows)
        {
            string[] cells = row.Replace("\\|", "", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries)[1..^1];
            Assert.True(cells.Length == 6 && cells[1].Length > 10 && cells[2].Length > 0 && cells[4].Length > 0 && cells[5].Length > 0, row);
        }
    }
}
