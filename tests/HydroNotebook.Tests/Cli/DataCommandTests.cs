using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Cli;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void A_virtual_folder_is_made_inspected_and_not_overwritten()
    {
        string folder = _temporary.File("a folder [of mine]");

        Told made = Terminal.Run("data", "make-virtual", "--out", folder, "--basins", "2", "--years", "3", "--seed", "4");
        Told inspected = Terminal.Run("data", "inspect", folder);
        Told again = Terminal.Run("data", "make-virtual", "--out", folder, "--basins", "2", "--years", "3");

        Assert.Equal((0, ""), (made.Code, made.Errors));
        Assert.Equal($"2 basins, 2005-10-01/2008-09-30, seed 4: {folder}", made.Lines[0]);
        Assert.Equal((0, ""), (inspected.Code, inspected.Errors));
        Assert.Contains(folder, inspected.Lines[0], StringComparison.Ordinal);
        Assert.Contains("No problem found.", inspected.Lines);
        Assert.DoesNotContain('\e', inspected.Output);
        Assert.Equal(1, again.Code);
        Assert.Contains("is not empty, and nothing there is overwritten", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_problems_ends_with_code_1_and_names_file_and_line()
    {
        string folder = _temporary.File("virtual");
        Terminal.Run("data", "make-virtual", "--out", folder, "--basins", "1", "--years", "3");
        string forcing = Directory.GetFiles(Path.Combine(folder, "basin_mean_forcing"), "*.txt", SearchOption.AllDirectories).Single();
        string[] lines = File.ReadAllLines(forcing);
        lines[40] = lines[40][..^3] + "[x]";
        File.WriteAllLines(forcing, lines);

        Told told = Terminal.Run("data", "inspect", folder);

        Assert.Equal(1, told.Code);
        Assert.Contains(told.Lines, line => line.Contains(Path.GetFileName(forcing), StringComparison.Ordinal) && line.Contains("41", StringComparison.Ordinal));
        Assert.Contains("1 problems.", told.Lines);
    }

    [Fact]
    public void An_empty_folder_is_told()
    {
        Directory.CreateDirectory(_temporary.File("empty"));

        Told told = Terminal.Run("data", "inspect", _temporary.File("empty"));

        Assert.Equal(1, told.Code);
        Assert.Contains(_temporary.File("empty"), told.Output + told.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Making_virtual_catchments_can_be_stopped_and_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Told told = Terminal.Run(cancel.Token, "data", "make-virtual", "--out", _temporary.File("virtual"), "--basins", "2", "--years", "3");

        Assert.Equal(130, told.Code);
        Assert.Equal("Stopped.", told.Errors.Trim());
        Assert.False(Directory.Exists(_temporary.File("virtual")));
    }

    public void Dispose() => _temporary.Dispose();
}
