using System.IO.Compression;
using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Directives;

/// <summary>Packages from a folder beside the notebook: no network is needed, and no other source is asked.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _kept = new();
    private readonly string _id = "HydroNotebook.Tests.Rain" + Guid.NewGuid().ToString("N")[..8];
    private readonly CSharpSession _session;
    private readonly ListSink _sink = new();

    public PackageTests()
    {
        _session = new CSharpSession(new SessionOptions { Folder = _folder.Path, PackageFolder = _kept.Path });
        Directory.CreateDirectory(_folder["feed"]);
        File.WriteAllText(
            _folder["nuget.config"],
            "<configuration><config><add key=\"globalPackagesFolder\" value=\"packages\" /></config><packageSources><clear /><add key=\"beside\" value=\"feed\" /></packageSources></configuration>");
        // What stands here must not reach the restore.
        File.WriteAllText(_folder["Directory.Build.props"], "<Project><Nonsense /></Project>");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _session.Dispose();
        _kept.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_package_and_what_it_needs_are_restored_from_the_notebooks_own_source_and_told()
    {
        await PackAsync(_id + ".Base", "1.0.0", "public static class Base { public static int One => 1; }");
        await PackAsync(_id, "2.1.0", "public static class Rain { public static double Depth => 12.5; }", _id + ".Base");

        CellResult result = await RunAsync($"var before = 1;\n#r \"nuget: {_id}, 2.1.0\"\nRain.Depth + Base.One");

        Assert.Null(result.Error);
        Assert.Equal(13.5, result.Value);
        Assert.Equal($"Restoring {_id} 2.1.0 …", Assert.Single(_sink.Outputs.OfType<CellOutput.Displayed>()).Bundle.PlainText);
        Assert.Equal($"Added {_id} 2.1.0, and 1 that they need.", Assert.Single(_sink.Outputs.OfType<CellOutput.Updated>()).Bundle.PlainText);
        Assert.Contains("Depth", _session.Complete("Rain.De", 7).Items.Select(item => item.Text));

        // The same list again needs no restore, in this session and in another.
        using var other = new CSharpSession(new SessionOptions { Folder = _folder.Path, PackageFolder = _kept.Path });
        var sink = new ListSink();
        CellResult again = await other.ExecuteAsync($"#r \"nuget:{_id},2.1.0\"\nRain.Depth", sink, Cancel);
        Assert.Equal(12.5, again.Value);
        Assert.Empty(sink.Outputs.OfType<CellOutput.Updated>());
    }

    [Fact]
    public async Task An_unknown_package_and_an_unknown_version_are_told_and_the_session_goes_on()
    {
        await PackAsync(_id, "2.1.0", "public static class Rain { public static double Depth => 12.5; }");

        CellResult noPackage = await RunAsync($"\n#r \"nuget: {_id}.Nothing, 1.0.0\"");
        CellResult noVersion = await RunAsync($"#r \"nuget: {_id}, 9.0.0\"");
        CellResult found = await RunAsync($"#r \"nuget: {_id}\"\nRain.Depth");

        Assert.Equal((CellOutcome.NotCompiled, 2), (noPackage.Outcome, noPackage.Error!.Line));
        Assert.Contains("no source has a package of that name", noPackage.Error.Message, StringComparison.Ordinal);
        Assert.Contains("beside", noPackage.Error.Message, StringComparison.Ordinal);
        Assert.Contains("no source has that version", noVersion.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("2.1.0", noVersion.Error.Message, StringComparison.Ordinal);
        Assert.Equal(12.5, found.Value);
    }

    [Fact]
    public async Task A_restore_stops_when_the_cell_is_interrupted()
    {
        // A source that takes the call and never answers.
        using var deaf = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        deaf.Start();
        int port = ((System.Net.IPEndPoint)deaf.LocalEndpoint).Port;
        await File.WriteAllTextAsync(
            _folder["nuget.config"],
            $"<configuration><packageSources><clear /><add key=\"deaf\" value=\"http://127.0.0.1:{port}/index.json\" allowInsecureConnections=\"true\" /></packageSources></configuration>",
            Cancel);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task<CellResult> running = _session.ExecuteAsync($"#r \"nuget: {_id}, 1.0.0\"", _sink, cancel.Token);
        for (int k = 0; k < 6000 && !_sink.Outputs.Any(output => output is CellOutput.Displayed); k++)
        {
            await Task.Delay(10, Cancel);
        }

        await cancel.CancelAsync();

        Assert.Equal(CellOutcome.Cancelled, (await running).Outcome);
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task A_native_library_of_a_package_is_found()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/lib/x86_64-linux-gnu/libm.so.6"))
        {
            Assert.Skip("Needs a native library to pack: libm.so.6 of Linux on x64.");
        }

        await PackAsync(
            _id,
            "1.0.0",
            "public static class Deep { [System.Runtime.InteropServices.DllImport(\"tinydeep\")] static extern double cbrt(double x); public static double Root() => cbrt(27); }",
            native: ("runtimes/linux-x64/native/libtinydeep.so", "/lib/x86_64-linux-gnu/libm.so.6"));

        Assert.Equal(3.0, (await RunAsync($"#r \"nuget: {_id}, 1.0.0\"\nMath.Round(Deep.Root(), 9)")).Value);
    }

    [Theory]
    [InlineData("nuget: ")]
    [InlineData("nuget: A B C")]
    [InlineData("nuget: Name, 1.0 \u003c/x\u003e")]
    public async Task A_package_that_is_written_wrong_is_told(string library)
    {
        CellResult result = await RunAsync($"#r \"{library}\"");

        Assert.Contains("does not name a package. Write #r \"nuget: Name, 1.2.3\"", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rain", "Rain", "*")]
    [InlineData(" Rain.Snow , 1.2.3-beta.1 ", "Rain.Snow", "1.2.3-beta.1")]
    [InlineData("Rain,*-*", "Rain", "*-*")]
    [InlineData("Rain, [1.0,2.0)", "Rain", "[1.0,2.0)")]
    [InlineData("Rain, version=1.0", "Rain", "1.0")]
    public void A_package_is_read_with_its_version(string written, string id, string version)
    {
        PackageName name = PackageName.Read(new Directive("#r", "nuget:" + written, 1, 0, 0, null, false));

        Assert.Equal((id, version), (name.Id, name.Version));
    }

    private async Task PackAsync(string id, string version, string code, string? needs = null, (string Inside, string File)? native = null)
    {
        string library = _folder[$"{id}.dll"];
        await TinyLibrary.BuildAsync(library, id, code, Cancel, version + ".0");
        await using ZipArchive package = await ZipFile.OpenAsync(_folder[$"feed/{id}.{version}.nupkg"], ZipArchiveMode.Create, Cancel);
        string group = needs is null ? "" : $"<dependencies><group targetFramework=\"net10.0\"><dependency id=\"{needs}\" version=\"1.0.0\" /></group></dependencies>";
        ZipArchiveEntry specification = package.CreateEntry($"{id}.nuspec");
        await using (var text = new StreamWriter(await specification.OpenAsync(Cancel)))
        {
            await text.WriteAsync(
                $"<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata><id>{id}</id><version>{version}</version><authors>test</authors><description>A test.</description>{group}</metadata></package>");
        }

        await package.CreateEntryFromFileAsync(library, $"lib/net8.0/{id}.dll", Cancel);
        if (native is { } file)
        {
            await package.CreateEntryFromFileAsync(file.File, file.Inside, Cancel);
        }
    }

    private Task<CellResult> RunAsync(string code) => _session.ExecuteAsync(code, _sink, Cancel);
}
