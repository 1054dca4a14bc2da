using Microsoft.Playwright;

namespace HydroNotebook.Browser.Tests;

/// <summary>Debian's Chromium, driven by Playwright; skips by name where it is missing.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A fresh page that notes what goes wrong in it and what it asks for.</summary>
    internal async Task<WatchedPage> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1200)
    {
        Assert.SkipWhen(_browser is null, $"{Path} is missing: install Debian's package chromium.");
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(120_000);
        return new WatchedPage(page);
    }
}
