using Microsoft.Playwright;

namespace HydroNotebook.Browser.Tests;

/// <summary>A page of the browser with its console's errors and its requests.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly List<string> _errors = [];
    private readonly List<string> _requests = [];

    internal WatchedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Note(_errors, message.Type == "error" ? message.Text : null);
        page.PageError += (_, error) => Note(_errors, error);
        page.Request += (_, request) => Note(_requests, request.Url);
    }

    internal IPage Page { get; }

    internal IReadOnlyList<string> Errors => Copy(_errors);

    internal IReadOnlyList<string> Requests => Copy(_requests);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private static void Note(List<string> list, string? text)
    {
        lock (list)
        {
            if (text is not null)
            {
                list.Add(text);
            }
        }
    }

    private static string[] Copy(List<string> list)
    {
        lock (list)
        {
            return [.. list];
        }
    }
}
