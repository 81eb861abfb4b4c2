using Microsoft.Playwright;

namespace KB.Site.Tests.Browser;

/// <summary>One Chromium for all browser tests.</summary>
public sealed class BrowserUnderTest : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _last;
    private (IPage Page, int Width)? _kept;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-background-networking"] });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>The page of the reader of this before, where it looks at one page after the other and leaves nothing behind.</summary>
    public async Task<IPage> OpenAgainAsync(Uri site, int width = 1200)
    {
        if (_kept is null || _kept.Value.Width != width)
        {
            _kept = (await OpenAsync(site, width), width);
        }

        return _kept.Value.Page;
    }

    /// <summary>A page of a fresh reader; that of the reader before is closed.</summary>
    public async Task<IPage> OpenAsync(Uri site, int width = 1200, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        if (_last is not null)
        {
            _kept = null;
            await _last.CloseAsync();
        }

        _last = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(), ViewportSize = new ViewportSize { Width = width, Height = 900 }, JavaScriptEnabled = script, ColorScheme = scheme,
        });
        return await _last.NewPageAsync();
    }
}

/// <summary>Browser tests share the site and the browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<SiteUnderTest>, ICollectionFixture<BrowserUnderTest>
{
    public const string Name = "browser";
}
