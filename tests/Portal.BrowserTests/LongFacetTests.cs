using Microsoft.Playwright;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

public sealed class LongFacetTests(LongFacetTests.ManyBrowser browser) : IClassFixture<LongFacetTests.ManyBrowser>
{
    private const string Box = "[data-facet=partenaire]";

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    public async Task Typing_finds_what_the_facet_does_not_show_and_says_how_many(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync("/recherche#filtres", visitor =>
        {
            visitor.ViewportSize = new ViewportSize { Width = width, Height = 900 };
            visitor.ColorScheme = scheme;
        });
        await page.ClickAsync(Box + " summary");

        await page.Locator("#dans-partenaire").PressSequentiallyAsync("cote");

        await Assertions.Expect(page.Locator(Box + " [role=status]")).ToHaveTextAsync("1 choix pour «\u202Fcote\u202F».");
        await Assertions.Expect(page.Locator(Box + " .opt")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#dans-partenaire")).ToBeFocusedAsync();
        await BrowserHost.AssertAccessibleAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.Locator("#dans-partenaire").FillAsync("zz");
        await Assertions.Expect(page.Locator(Box + " [role=status]")).ToContainTextAsync("Aucun mot ne commence par");
        await page.Locator("#dans-partenaire").FillAsync("");
        await Assertions.Expect(page.Locator(Box + " [role=status]")).ToBeEmptyAsync();
        await Assertions.Expect(page.Locator(Box + " .opt")).ToHaveCountAsync(60);
    }

    [Fact]
    public async Task A_found_value_is_chosen_by_keyboard_and_the_letters_leave_no_trace()
    {
        var page = await browser.OpenAsync("/recherche");
        await page.ClickAsync(Box + " summary");
        await page.Locator("#dans-partenaire").PressSequentiallyAsync("cote");
        await Assertions.Expect(page.Locator(Box + " .opt")).ToHaveCountAsync(1);

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.WaitForURLAsync($"**/recherche?partenaire={ManyPartners.Last}");

        await Assertions.Expect(page.Locator($"#partenaire-{ManyPartners.Last}")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("total")).ToHaveAttributeAsync("data-total", "2");
    }

    [Fact]
    public async Task In_the_drawer_of_a_phone_what_was_chosen_under_other_letters_is_kept()
    {
        var page = await browser.OpenAsync("/recherche#filtres", visitor => visitor.ViewportSize = new ViewportSize { Width = 375, Height = 800 });
        await page.ClickAsync(Box + " summary");
        await page.Locator("#dans-partenaire").PressSequentiallyAsync("cote");
        await page.CheckAsync($"#partenaire-{ManyPartners.Last}");
        await page.Locator("#dans-partenaire").FillAsync("partner71");
        await Assertions.Expect(page.Locator(Box + " .opt")).ToHaveCountAsync(2);
        await page.CheckAsync("#partenaire-partner71");

        await page.ClickAsync(".done button");

        await page.WaitForURLAsync($"**/recherche?partenaire={ManyPartners.Last}&partenaire=partner71");
        await Assertions.Expect(page.GetByTestId("total")).ToHaveAttributeAsync("data-total", "3");
    }

    public sealed class ManyBrowser : BrowserHost
    {
        public override PortalHost Portal { get; } = new ManyPartners();
    }
}
