using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Directives;

public sealed class LibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CSharpSession _session;
    private readonly ListSink _sink = new();

    public LibraryTests() => _session = new CSharpSession(new SessionOptions { Folder = _folder.Path });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Two_versions_of_one_library_are_refused_with_both_named()
    {
        Directory.CreateDirectory(_folder["old"]);
        await TinyLibrary.BuildAsync(_folder["Rain.dll"], "Rain", "public static class Gauge { }", Cancel, "2.0.0.0");
        await TinyLibrary.BuildAsync(_folder["old/Rain.dll"], "Rain", "public static class Gauge { }", Cancel, "1.0.0.0");
        await RunAsync("#r \"Rain.dll\"");

        CellResult result = await RunAsync("#r \"old/Rain.dll\"");

        Assert.Contains("#r \"old/Rain.dll\": Rain 1.0.0.0 is asked for, 2.0.0.0 is loaded already.", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_is_named_in_each_cell_stays_one_library()
    {
        await TinyLibrary.BuildAsync(_folder["Rain.dll"], "Rain", "public class Gauge { }", Cancel);
        Assert.Null((await RunAsync("#r \"Rain.dll\"\nGauge first = new();")).Error?.Traceback);
        Assert.Null((await RunAsync("#r \"Rain.dll\"\nGauge second = first;")).Error?.Traceback);

        CellResult result = await RunAsync("#r \"./Rain.dll\"\nfirst = second; first.GetType() == typeof(Gauge)");

        Assert.Null(result.Error);
        Assert.Equal(true, result.Value);
    }

    [Fact]
    public async Task A_library_that_was_built_again_is_told_to_need_a_restart()
    {
        await TinyLibrary.BuildAsync(_folder["Rain.dll"], "Rain", "public static class Gauge { public static int Depth => 1; }", Cancel);
        await RunAsync("#r \"Rain.dll\"");
        await TinyLibrary.BuildAsync(_folder["Rain.dll"], "Rain", "public static class Gauge { public static int Depth => 2; }", Cancel);

        CellResult result = await RunAsync("#r \"Rain.dll\"\nGauge.Depth");

        Assert.Equal(1, result.Value);
        Assert.Contains("Rain was built again since this session loaded it", _sink.Printed(StreamName.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_that_start_at_once_each_keep_one_meaning_of_a_type()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async number =>
        {
            string library = $"Rain{number}";
            await TinyLibrary.BuildAsync(_folder[library + ".dll"], library, "public class Gauge { }", Cancel);
            using var session = new CSharpSession(new SessionOptions { Folder = _folder.Path });
            foreach (string code in new[] { $"#r \"{library}.dll\"\nGauge a = new(); List<int> b = []; Regex c = null;", "Gauge d = a; List<int> e = b; Regex f = c;", "#r \"System.Drawing.Primitives\"\nd = a; e = b; f = c;", "d = a; e = b; f = c;" })
            {
                string cell = code.Replace("Regex", "System.Text.RegularExpressions.Regex", StringComparison.Ordinal);
                Assert.Null((await session.ExecuteAsync(cell, new ListSink(), Cancel)).Error?.Message);
            }
        }));
    }

    [Fact]
    public async Task A_library_of_the_framework_is_named_without_a_path()
    {
        CellResult result = await RunAsync("#r \"System.Drawing.Primitives\"\nSystem.Drawing.Color.Red.R");

        Assert.Equal((byte)255, result.Value);
    }

    [Fact]
    public async Task A_cell_of_directives_alone_adds_its_library_for_those_after_it()
    {
        await TinyLibrary.BuildAsync(_folder["Rain.dll"], "Rain", "public static class Gauge { public static int Depth => 3; }", Cancel);
        await RunAsync("#r \"Rain.dll\"");

        Assert.Equal(3, (await RunAsync("Gauge.Depth")).Value);
    }

    [Fact]
    public async Task A_project_is_built_and_its_library_added()
    {
        Directory.CreateDirectory(_folder["snow"]);
        await File.WriteAllTextAsync(_folder["snow/Snow.csproj"], "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>", Cancel);
        await File.WriteAllTextAsync(_folder["snow/Pack.cs"], "public static class Pack { public static int Depth => 42; }", Cancel);
        await File.WriteAllTextAsync(_folder["Directory.Build.props"], "<Project />", Cancel);

        CellResult result = await RunAsync("#r \"snow/Snow.csproj\"\nPack.Depth");

        Assert.Null(result.Error);
        Assert.Equal(42, result.Value);
        Assert.Equal("Added Snow.dll, built from Snow.csproj.", Assert.Single(_sink.Outputs.OfType<CellOutput.Updated>()).Bundle.PlainText);
    }

    [Fact]
    public async Task A_project_that_does_not_build_tells_the_compilers_errors()
    {
        await File.WriteAllTextAsync(_folder["Snow.csproj"], "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>", Cancel);
        await File.WriteAllTextAsync(_folder["Pack.cs"], "public static class Pack { int wrong }", Cancel);
        await File.WriteAllTextAsync(_folder["Directory.Build.props"], "<Project />", Cancel);

        CellResult result = await RunAsync("#r \"Snow.csproj\"");

        Assert.Contains("#r \"Snow.csproj\": the project does not build:", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("error CS1002", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    [Theory]
    [InlineData("#r \"nowhere.csproj\"", "there is no such project")]
    [InlineData("#r \"nowhere.dll\"", "there is no such file")]
    public async Task What_is_not_there_is_told_as_it_was_written(string code, string fact)
    {
        CellResult result = await RunAsync(code);

        Assert.StartsWith($"{code}: {fact}", result.Error!.Message, StringComparison.Ordinal);
    }

    private Task<CellResult> RunAsync(string code) => _session.ExecuteAsync(code, _sink, Cancel);
}
