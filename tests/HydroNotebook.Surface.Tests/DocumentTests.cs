using System.Text.RegularExpressions;

namespace HydroNotebook.Surface.Tests;

public sealed class DocumentTests
{
    private static readonly string[] Documents =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "environment.md", "docs/configuration.md", "docs/front-ends.md", "experiments/ORIGIN.md"];

    [Fact]
    public void The_readme_has_the_two_commands_and_the_check_runs_the_second()
    {
        string readme = Read("README.md");

        Assert.Contains("\ndotnet run -c Release --project lib/HydroNotebook.Cli -- reproduce\n", readme, StringComparison.Ordinal);
        Assert.Contains("\ndotnet test -c Release\n", readme, StringComparison.Ordinal);
        Assert.Contains("\nrun_tests dotnet test -c Release ", Read(".ci/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_to_a_document_leads_to_one()
    {
        foreach (string document in Documents)
        {
            string folder = Path.GetDirectoryName(Path.Combine(Repository.Folder, document))!;
            foreach (Match link in Regex.Matches(
                Read(document), @"(?<!!)\[[^\]]*\]\((?<to>[^)#:]+)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            {
                string to = Path.Combine(folder, link.Groups["to"].Value);
                Assert.True(Path.Exists(to), $"{document}: {link.Groups["to"].Value}");
            }
        }
    }

    [Fact]
    public void Every_package_has_its_line_in_the_environment()
    {
        string environment = Read("environment.md");
        MatchCollection packages = Regex.Matches(
            Read("Directory.Packages.props"),
            "PackageVersion Include=\"(?<name>[^\"]+)\" Version=\"(?<version>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));

        Assert.NotEmpty(packages);
        foreach (Match package in packages)
        {
            string? line = environment.Split('\n').FirstOrDefault(row => row.StartsWith("| ", StringComparison.Ordinal)
                && row.Split('|')[1].Contains(package.Groups["name"].Value, StringComparison.Ordinal)
                && row.Contains(package.Groups["version"].Value, StringComparison.Ordinal));
            Assert.True(line is not null, $"environment.md has no line for {package.Groups["name"].Value} {package.Groups["version"].Value}");
        }
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Folder, name)).ReplaceLineEndings("\n");
}
