using System.Xml.Linq;

namespace HydroNotebook.Surface.Tests;

public sealed class ArrowTests
{
    [Fact]
    public void No_room_names_a_room_that_comes_after_it()
    {
        string lib = Path.Combine(Repository.Folder, "lib");
        Arrow[] arrows = Directory.EnumerateFiles(lib, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(lib, path).Replace('\\', '/')))
            .Where(file => !file.Name.Split('/').Any(part => part is "bin" or "obj"))
            .SelectMany(file => Arrow.In(file.Name, File.ReadAllText(file.Path)))
            .ToArray();

        Assert.NotEmpty(arrows);
        Assert.Equal([], arrows.Where(arrow => !arrow.IsAllowed).Select(arrow => arrow.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_project_references_a_project_that_comes_after_it()
    {
        string lib = Path.Combine(Repository.Folder, "lib");
        foreach (string path in Directory.EnumerateFiles(lib, "*.csproj", SearchOption.AllDirectories))
        {
            string project = Path.GetFileNameWithoutExtension(path);
            IEnumerable<string> named = XDocument.Load(path).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

            Assert.All(named, other => Assert.True(Arrow.Projects[project].Contains(other), $"{project} references {other}"));
        }
    }

    [Fact]
    public void Every_folder_of_the_library_is_a_room_of_the_plan()
    {
        IEnumerable<string> folders = Directory.EnumerateDirectories(Path.Combine(Repository.Folder, "lib", "HydroNotebook"))
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj"));

        Assert.Subset(Arrow.Rooms.ToHashSet(), folders.ToHashSet());
    }

    [Theory]
    [InlineData("HydroNotebook/Basins/Basin.cs", "using HydroNotebook.Data;", false)]
    [InlineData("HydroNotebook/Data/CamelsUs.cs", "using HydroNotebook.Basins;", true)]
    [InlineData("HydroNotebook/Training/Trainer.cs", "var x = new HydroNotebook.Experiments.Run();", false)]
    [InlineData("HydroNotebook/Training/Kernels/Deep.cs", "using HydroNotebook.Papers;", false)]
    [InlineData("HydroNotebook/Papers/Figure9.cs", "using HydroNotebook.Analysis;", true)]
    [InlineData("HydroNotebook/Papers/Figure9.cs", "using HydroNotebook.Kernel;", false)]
    [InlineData("HydroNotebook/Models/Lstm.cs", "using HydroNotebook.Tensors.Kernels;", true)]
    [InlineData("HydroNotebook.Tensors/Tensor.cs", "using HydroNotebook.Basins;", false)]
    [InlineData("HydroNotebook.Figures/Figure.cs", "using HydroNotebook.Tensors;", false)]
    [InlineData("HydroNotebook.Cli/Program.cs", "using HydroNotebook.Papers;", true)]
    public void An_arrow_that_points_back_is_seen(string file, string line, bool allowed)
    {
        Arrow arrow = Assert.Single(Arrow.In(file, "namespace X;\n" + line));

        Assert.Equal(allowed, arrow.IsAllowed);
    }
}
