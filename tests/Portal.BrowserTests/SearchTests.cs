using Microsoft.Playwright;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

public sealed class SearchTests(SearchTests.FilledBrowser browser) : IClassFixture<SearchTests.FilledBrowser>
{
    public static TheoryData<string> States =>
    [
        "/recherche?q=village&theme=SOL", "/recherche?vue=cartes", "/recherche?vue=carte", "/recherche?vue=tableau", "/recherche?q=xylophone",
        "/recherche?ordre=hasard#filtres", "/themes", "/territoires", "/partenaires", "/donnees", "/connexion", "/nulle-part",
    ];

    [Theory]
    [MemberData(nameof(States))]
    public async Task No_state_has_a_barrier_by_day_or_night_wide_or_narrow(string path)
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (375, ColorScheme.Dark) })
        {
            var page = await browser.OpenAsync(path, visitor =>
            {
                visitor.ViewportSize = new ViewportSize { Width = width, Height = 800 };
                visitor.ColorScheme = scheme;
            });

            await BrowserHost.AssertAccessibleAsync(page);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task An_initiative_has_no_barrier_by_day_or_night_wide_or_narrow() =>
        await No_state_has_a_barrier_by_day_or_night_wide_or_narrow($"/initiatives/{browser.Filled.First}");

    [Theory]
    [InlineData("/", 1280)]
    [InlineData("/", 375)]
    [InlineData("/recherche?q=village", 1280)]
    [InlineData("/recherche?q=village", 375)]
    [InlineData("/recherche?vue=cartes", 1280)]
    [InlineData("/recherche?vue=carte", 1280)]
    [InlineData("/recherche?vue=tableau", 1280)]
    [InlineData("/themes", 1280)]
    [InlineData("/territoires", 1280)]
    [InlineData("/partenaires", 1280)]
    [InlineData("/donnees", 1280)]
    [InlineData("/assistant", 1280)]
    [InlineData("/initiatives/", 1280)]
    [InlineData("/initiatives/", 375)]
    public async Task Nothing_moves_once_it_is_shown_however_slowly_the_page_arrives(string path, int width)
    {
        await using var line = await SlowLine.StartAsync(browser.Portal.Address);
        var page = await browser.OpenAsync("about:blank", visitor =>
        {
            visitor.BaseURL = line.Address.AbsoluteUri;
            visitor.ViewportSize = new ViewportSize { Width = width, Height = 900 };
        });
        await page.AddInitScriptAsync("""
            window.moved = [];
            new PerformanceObserver(list => {
              for (const shift of list.getEntries())
                window.moved.push(`${shift.value.toFixed(5)}: ` + shift.sources.map(source =>
                  `${source.node?.outerHTML.slice(0, 80)} from ${source.previousRect.x},${source.previousRect.y} to ${source.currentRect.x},${source.currentRect.y}`).join('; '));
            }).observe({ type: 'layout-shift', buffered: true });
            """);

        await page.GotoAsync(path == "/initiatives/" ? path + browser.Filled.First : path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Empty(await page.EvaluateAsync<string[]>("window.moved"));
    }

    [Fact]
    public async Task Choosing_a_value_searches_at_once_and_the_reader_goes_on_there()
    {
        var page = await browser.OpenAsync("/recherche");

        await page.CheckAsync("#theme-SOL");
        await page.WaitForURLAsync("**/recherche?theme=SOL");

        await Assertions.Expect(page.Locator("#theme-SOL")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#theme-SOL")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task The_drawer_of_a_phone_has_an_address_and_Back_closes_it()
    {
        var page = await browser.OpenAsync("/recherche", visitor => visitor.ViewportSize = new ViewportSize { Width = 375, Height = 700 });

        await page.ClickAsync("a[href='#filtres']");
        await Assertions.Expect(page.Locator("#filtres")).ToBeVisibleAsync();
        await page.GoBackAsync();

        await Assertions.Expect(page.Locator("#filtres")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_question_box_proposes_while_one_types_and_the_keyboard_chooses()
    {
        var page = await browser.OpenAsync("/recherche");

        await page.Locator("#q").PressSequentiallyAsync("mobi");
        await Assertions.Expect(page.Locator("[role=option]").First).ToHaveTextAsync("Mobilité Thème");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#q")).ToHaveAttributeAsync("aria-activedescendant", "q-propositions-0");
        await BrowserHost.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/recherche?theme=TER/MOB");
    }

    [Fact]
    public async Task Around_me_asks_for_consent_and_keeps_a_kilometre_at_most()
    {
        var page = await browser.OpenAsync("/recherche", visitor =>
        {
            visitor.Geolocation = new Geolocation { Latitude = 46.171234f, Longitude = 1.871234f };
            visitor.Permissions = ["geolocation"];
        });

        await page.ClickAsync("[data-around]");

        await page.WaitForURLAsync("**/recherche?pres=46.17%2C1.87&rayon=50&ordre=proche");
        await Assertions.Expect(page.Locator("[data-testid=result]").First).ToContainTextAsync("Guéret, Creuse, à 0");
    }

    [Fact]
    public async Task Around_me_refused_says_what_to_do_instead()
    {
        var page = await browser.OpenAsync("/recherche");

        await page.ClickAsync("[data-around]");

        await Assertions.Expect(page.Locator("[data-around-status]")).ToContainTextAsync("écrivez plutôt une commune");
    }

    [Fact]
    public async Task The_chosen_appearance_is_kept_on_the_device()
    {
        var page = await browser.OpenAsync("/a-propos");

        await page.Locator(".nav.wide [data-look]").ClickAsync();
        await page.Locator(".nav.wide [data-look]").ClickAsync();
        await page.GotoAsync("/mentions");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Assertions.Expect(page.Locator(".nav.wide [data-look]")).ToHaveTextAsync("Apparence\u202f: sombre");
        Assert.Empty(await page.Context.CookiesAsync());
    }

    public sealed class FilledBrowser : BrowserHost
    {
        public FilledPortal Filled { get; } = new();

        public override PortalHost Portal => Filled;
    }
}
