using HydroNotebook.Kernel.FrontEnds;

namespace HydroNotebook.Kernel.Tests.FrontEnds;

public sealed class JupyterPathsTests
{
    [Theory]
    [InlineData(OperatingSystemKind.Linux, "/home/ada", "", "", "/home/ada/.local/share/jupyter/kernels")]
    [InlineData(OperatingSystemKind.Linux, "/home/ada", "XDG_DATA_HOME", "/data/ada", "/data/ada/jupyter/kernels")]
    [InlineData(OperatingSystemKind.Linux, "/home/ada", "JUPYTER_DATA_DIR", "/jd", "/jd/kernels")]
    [InlineData(OperatingSystemKind.Linux, "/home/ada", "JUPYTER_DATA_DIR", "", "/home/ada/.local/share/jupyter/kernels")]
    [InlineData(OperatingSystemKind.MacOS, "/Users/ada", "", "", "/Users/ada/Library/Jupyter/kernels")]
    [InlineData(OperatingSystemKind.MacOS, "/Users/ada", "JUPYTER_DATA_DIR", "/jd", "/jd/kernels")]
    [InlineData(OperatingSystemKind.Windows, @"C:\Users\ada", "APPDATA", @"D:\Roaming", @"D:\Roaming\jupyter\kernels")]
    [InlineData(OperatingSystemKind.Windows, @"C:\Users\ada", "", "", @"C:\Users\ada\AppData\Roaming\jupyter\kernels")]
    [InlineData(OperatingSystemKind.Windows, @"C:\Users\ada", "JUPYTER_DATA_DIR", @"E:\jd", @"E:\jd\kernels")]
    public void Kernels_go_where_Jupyter_keeps_those_of_a_user(OperatingSystemKind system, string home, string variable, string value, string expected)
    {
        UserMachine machine = Machines.Of(system, home, variable.Length > 0 ? [(variable, value)] : []);

        Assert.Equal(expected, new JupyterPaths(machine).Kernels);
    }

    [Theory]
    [InlineData(OperatingSystemKind.Linux, "/home/ada", "/home/ada/.local/share")]
    [InlineData(OperatingSystemKind.MacOS, "/Users/ada", "/Users/ada/Library/Application Support")]
    [InlineData(OperatingSystemKind.Windows, @"C:\Users\ada", @"C:\Users\ada\AppData\Local")]
    public void Program_files_go_into_the_folder_for_data_of_programs(OperatingSystemKind system, string home, string expected)
    {
        Assert.Equal(expected, Machines.Of(system, home).DataFolder);
    }

    [Fact]
    public void On_Linux_the_folders_are_asked_in_the_order_of_Jupyter()
    {
        UserMachine machine = Machines.Of(
            OperatingSystemKind.Linux, "/home/ada", ("JUPYTER_PATH", "/one:/two"), ("PYTHONUSERBASE", "/base"), ("CONDA_PREFIX", "/conda"), ("CONDA_DEFAULT_ENV", "base"));

        Assert.Equal(
            ["/one", "/two", "/home/ada/.local/share/jupyter", "/base/share/jupyter", "/conda/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"],
            new JupyterPaths(machine).Search);
    }

    [Theory]
    [InlineData("VIRTUAL_ENV", "", true)]
    [InlineData("VIRTUAL_ENV", "0", false)]
    [InlineData("CONDA_PREFIX", "", false)]
    [InlineData("CONDA_PREFIX", "yes", true)]
    public void A_virtual_environment_comes_before_the_user_unless_told_otherwise(string variable, string prefer, bool first)
    {
        UserMachine machine = Machines.Of(OperatingSystemKind.Linux, "/home/ada", (variable, "/venv"), ("JUPYTER_PREFER_ENV_PATH", prefer));
        List<string> search = [.. new JupyterPaths(machine).Search];

        Assert.Equal(first, search.IndexOf("/venv/share/jupyter") < search.IndexOf("/home/ada/.local/share/jupyter"));
    }

    [Fact]
    public void On_Windows_lists_are_parted_by_semicolons_and_the_programs_data_folder_comes_last()
    {
        UserMachine machine = Machines.Of(OperatingSystemKind.Windows, @"C:\Users\ada", ("JUPYTER_PATH", @"C:\one;D:\two"), ("PROGRAMDATA", @"C:\ProgramData"));

        Assert.Equal(
            [@"C:\one", @"D:\two", @"C:\Users\ada\AppData\Roaming\jupyter", @"C:\Users\ada\AppData\Roaming\Python\share\jupyter", @"C:\ProgramData\jupyter"],
            new JupyterPaths(machine).Search);
    }

    [Fact]
    public void A_folder_that_is_named_is_written_to_and_asked_first()
    {
        using var folder = new TemporaryFolder();
        var paths = new JupyterPaths(Machines.In(folder, ("JUPYTER_DATA_DIR", "/elsewhere")), folder["mine"]);

        Assert.Equal((folder["mine"], folder["mine"]), (paths.UserData, paths.Search[0]));
    }

    [Fact]
    public void The_place_of_the_jupyter_on_PATH_is_asked_too()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["conda/bin"]);
        File.WriteAllText(folder["conda/bin/jupyter"], "");

        Assert.Contains(folder["conda/share/jupyter"], new JupyterPaths(Machines.In(folder, ("PATH", folder["conda/bin"]))).Search);
    }

    [Theory]
    [InlineData(OperatingSystemKind.Linux, "/usr/share/dotnet/dotnet", true)]
    [InlineData(OperatingSystemKind.Linux, "/home/ada/.dotnet/dotnet", false)]
    [InlineData(OperatingSystemKind.MacOS, "/usr/local/share/dotnet/dotnet", true)]
    [InlineData(OperatingSystemKind.MacOS, "/opt/homebrew/Cellar/dotnet/10/libexec/dotnet", false)]
    [InlineData(OperatingSystemKind.Windows, @"c:\program files\dotnet\dotnet.exe", true)]
    [InlineData(OperatingSystemKind.Windows, @"D:\sdk\dotnet.exe", false)]
    public void The_usual_place_of_dotnet_is_known(OperatingSystemKind system, string dotnet, bool usual)
    {
        Assert.Equal(usual, (Machines.Of(system, "/home/ada") with { DotnetPath = dotnet }).IsDotnetInItsUsualPlace);
    }

    [Fact]
    public void The_dotnet_of_this_computer_is_found_by_its_absolute_path()
    {
        string dotnet = UserMachine.Current().DotnetPath;

        Assert.True(Path.IsPathFullyQualified(dotnet) && File.Exists(dotnet), dotnet);
    }
}
