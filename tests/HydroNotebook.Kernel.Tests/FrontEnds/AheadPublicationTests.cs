using HydroNotebook.Kernel.FrontEnds;

namespace HydroNotebook.Kernel.Tests.FrontEnds;

public sealed class AheadPublicationTests
{
    [Fact]
    public async Task What_cannot_be_published_says_why()
    {
        using var folder = new TemporaryFolder();

        (string? published, string why) = await AheadPublication.PublishAsync(
            UserMachine.Current().DotnetPath, folder["no project"], folder["out"], TestContext.Current.CancellationToken);

        Assert.Null(published);
        Assert.Contains("MSB1009", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_dotnet_nothing_is_published()
    {
        using var folder = new TemporaryFolder();

        (string? published, string why) = await AheadPublication.PublishAsync(folder["dotnet"], folder["x"], folder["out"], TestContext.Current.CancellationToken);

        Assert.Null(published);
        Assert.NotEmpty(why);
    }
}
