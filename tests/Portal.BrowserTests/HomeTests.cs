using Microsoft.Playwright;
using Xunit;
using Xunit.Sdk;

namespace SocialConnect.Portal.BrowserTests;

public sealed class HomeTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(375, ColorScheme.Light)]
    public async Task The_home_page_has_no_barrier_and_fits_the_screen(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync("/", visitor =>
        {
            visitor.ViewportSize = new ViewportSize { Width = width, Height = 800 };
            visitor.ColorScheme = scheme;
        });

        await BrowserHost.AssertAccessibleAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task A_barrier_is_found_where_there_is_one()
    {
        var page = await browser.OpenAsync("/");

        await page.EvaluateAsync("document.querySelector('main').append(document.createElement('img'))");

        var failure = await Assert.ThrowsAsync<TrueException>(() => BrowserHost.AssertAccessibleAsync(page));
        Assert.Contains("image-alt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_asks_nothing_of_other_sites_and_breaks_no_rule_of_its_own()
    {
        var page = await browser.OpenAsync("/about:blank");
        List<string> elsewhere = [], complaints = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(browser.Portal.Address.AbsoluteUri, StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };
        page.Console += (_, message) => complaints.Add(message.Text);

        await page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
        Assert.Empty(await page.Context.CookiesAsync());
    }
}
