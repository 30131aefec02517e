using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

/// <summary>The portal in the distribution's Chromium. A class fixture.</summary>
public class BrowserHost : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public virtual PortalHost Portal { get; } = new();

    /// <summary>A new visitor's page: no cookies, a size, and links relative to the portal.</summary>
    /// <param name="change">Changes to the visitor: width, colour scheme, no JavaScript.</param>
    public async Task<IPage> OpenAsync(string path, Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = Portal.Address.AbsoluteUri,
            Locale = "fr-FR",
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
        };
        change?.Invoke(options);
        var context = await (_browser ?? throw new InvalidOperationException("The browser has not been started: use this class as a fixture.")).NewContextAsync(options);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Fails with each barrier axe finds: its rule, what it means, and the first element it stands on. Frames hold partners' pages, which are not ours and run no script.</summary>
    public static async Task AssertAccessibleAsync(IPage page)
    {
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations], Iframes = await page.Locator("iframe").CountAsync() == 0 };
        var result = await page.RunAxe(options);
        Assert.True(
            result.Violations.Length == 0,
            $"{page.Url}\n{string.Join('\n', result.Violations.Select(barrier => $"{barrier.Id}: {barrier.Help} ({barrier.Nodes.Length} ×, first {barrier.Nodes[0].Html})"))}");
    }

    public async Task InitializeAsync()
    {
        await Portal.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = Arguments,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Portal.DisposeAsync();
    }
}
