using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

/// <summary>A curator's hour at the desk, without a mouse.</summary>
public sealed class DeskTests(BrowserHost browser) : IClassFixture<BrowserHost>
{
    [Fact]
    public async Task Twenty_initiatives_are_confirmed_with_the_keyboard_alone_three_undone_and_the_facets_follow()
    {
        await FillAsync("clavier", 20);
        var page = await SignedInAsync("/curation?partenaire=clavier");
        await page.WaitForSelectorAsync("[data-keys-list]:not([hidden])");
        for (var i = 0; i < 20; i++)
        {
            var shown = await page.Locator("[data-testid=item]").GetAttributeAsync("data-id");
            // The second suggestion is doubtful and unticked: tick it and take it away again, then keep what is ticked.
            await page.Keyboard.PressAsync("2");
            await page.Keyboard.PressAsync("2");
            await page.Keyboard.PressAsync("Enter");
            await OtherThanAsync(page, shown);
        }

        Assert.Equal(20L, await CountAsync("accepted"));
        for (var undone = 1; undone <= 3; undone++)
        {
            var shown = undone == 1 ? null : await page.Locator("[data-testid=item]").GetAttributeAsync("data-id");
            await page.Keyboard.PressAsync("u");
            await OtherThanAsync(page, shown, orNone: false);
            Assert.Equal(20L - undone, await CountAsync("accepted"));
        }

        await IndexAsync();
        await page.GotoAsync("/recherche?partenaire=clavier");
        var count = page.Locator("[data-testid=facet][data-facet=theme] .opt", new PageLocatorOptions { HasText = "Patrimoine" }).Locator("[data-count]").First;
        Assert.Equal("17", await count.GetAttributeAsync("data-count"));
    }

    [Fact]
    public async Task Keys_search_a_category_skip_open_help_and_do_nothing_in_fields_or_when_turned_off()
    {
        await FillAsync("touches", 3);
        var page = await SignedInAsync("/curation?partenaire=touches");
        await page.WaitForSelectorAsync("[data-keys-list]:not([hidden])");
        var first = await page.Locator("[data-testid=item]").GetAttributeAsync("data-id");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("mobilités");
        Assert.Equal("mobilités", await page.InputValueAsync("#ajout"));
        Assert.Equal(first, await page.Locator("[data-testid=item]").GetAttributeAsync("data-id"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-testid=choice][data-category='TER/MOB'] input:checked");

        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("a");
        Assert.Equal(await page.Locator("[data-testid=choice] input[name=oui]").CountAsync(), await page.Locator("[data-testid=choice] input[name=oui]:checked").CountAsync());

        await page.Keyboard.PressAsync("?");
        Assert.True(await page.Locator("[data-keys-help]").IsVisibleAsync());
        await BrowserHost.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator("[data-keys-help]").IsVisibleAsync());

        await page.Locator("[data-keys-switch]").ClickAsync();
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("s");
        Assert.Equal(first, await page.Locator("[data-testid=item]").GetAttributeAsync("data-id"));
        await page.ReloadAsync();
        Assert.Equal("false", await page.Locator("[data-keys-switch]").GetAttributeAsync("aria-pressed"));
        await page.Locator("[data-keys-switch]").ClickAsync();
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("s");
        await OtherThanAsync(page, first);
    }

    [Theory]
    [InlineData("/curation?partenaire=pages", 1280, ColorScheme.Light)]
    [InlineData("/curation?partenaire=pages", 375, ColorScheme.Dark)]
    [InlineData("/curation/lot?erreur=20&partenaire=pages", 1280, ColorScheme.Dark)]
    [InlineData("/curation/lot?erreur=20&partenaire=pages", 375, ColorScheme.Light)]
    [InlineData("/curation/mesures", 1280, ColorScheme.Light)]
    [InlineData("/curation/mesures", 375, ColorScheme.Dark)]
    [InlineData("/curation/qualite", 1280, ColorScheme.Light)]
    [InlineData("/curation/qualite?quoi=sans-lieu", 375, ColorScheme.Dark)]
    public async Task The_desks_pages_have_no_barrier_and_fit_the_screen(string path, int width, ColorScheme scheme)
    {
        await FillAsync("pages", 3);
        var judged = await FillAsync("jugees", 1);
        await browser.Portal.Database.ExecuteAsync(
            """
            insert into suggestion (initiative_id, category_id, probability, reasons, model)
            select $1, min(c.id), 0.6, '[{"witness":"phrase","text":"voisins","weight":1}]', 'essai-1' from category c join scheme s on s.id = c.scheme_id and s.is_active where c.facet = 'audience'
            """,
            judged[0]);
        var page = await SignedInAsync("/curation?partenaire=jugees", width, scheme);
        // Also of categories that have no colour of their own.
        var shadows = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('mark.ev')].map(mark => mark.textContent + ' ' + getComputedStyle(mark).boxShadow)");
        Assert.Contains(shadows, shadow => shadow.StartsWith("voisins ", StringComparison.Ordinal));
        Assert.All(shadows, shadow => Assert.DoesNotContain("none", shadow, StringComparison.Ordinal));
        await page.Locator("[data-testid=verdict] [data-key=Enter]").First.ClickAsync();

        await page.GotoAsync(path);

        await BrowserHost.AssertAccessibleAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    public async Task The_editing_page_and_the_history_have_no_barrier(int width, ColorScheme scheme)
    {
        var initiative = (await FillAsync("corriger", 1))[0];
        var page = await SignedInAsync($"/initiatives/{initiative}/modifier", width, scheme);
        await page.FillAsync("#title", "Un titre corrigé");
        await page.Locator("[data-testid=edit] .btn.warm").ClickAsync();
        await page.WaitForSelectorAsync("[data-testid=history]");

        await BrowserHost.AssertAccessibleAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.GotoAsync($"/curation/historique/{initiative}");
        await BrowserHost.AssertAccessibleAsync(page);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    public async Task Everything_is_ticked_that_is_in_sight_and_saving_stays_at_hand(int width, ColorScheme scheme)
    {
        var slug = $"plier-{width}";
        await FillAsync(slug, 1, ("EMP", 0.28f), ("SAN", 0.27f), ("NUM", 0.26f), ("SPO", 0.2f), ("ENV", 0.15f), ("TER", 0.1f));
        var page = await SignedInAsync($"/curation?partenaire={slug}", width, scheme);
        await page.WaitForSelectorAsync("[data-keys-list]:not([hidden])");
        var ticked = page.Locator("[data-testid=choice] input[name=oui]:checked");

        await page.Keyboard.PressAsync("a");
        Assert.Equal(5, await ticked.CountAsync());
        Assert.False(await page.Locator("[data-testid=choice][data-category=TER]").IsVisibleAsync());
        await page.Locator("[data-testid=unlikely] > summary").ClickAsync();
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("a");
        Assert.Equal(8, await ticked.CountAsync());

        await page.Locator("#choix > :first-child").ScrollIntoViewIfNeededAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('[data-testid=verdict] .btn.warm').getBoundingClientRect().bottom <= innerHeight"));
        await BrowserHost.AssertAccessibleAsync(page);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    // Another initiative, or none when none is left, on a page whose keys work.
    private static async Task OtherThanAsync(IPage page, string? shown, bool orNone = true)
    {
        await page.WaitForSelectorAsync($"[data-testid=item]:not([data-id='{shown}']){(orNone ? ", [data-testid=none]" : "")}");
        await page.WaitForSelectorAsync("[data-keys-list]:not([hidden])");
    }

    private async Task<IPage> SignedInAsync(string path, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.OpenAsync("/connexion?retour=" + Uri.EscapeDataString(path), visitor =>
        {
            visitor.ViewportSize = new ViewportSize { Width = width, Height = 900 };
            visitor.ColorScheme = scheme;
        });
        await page.FillAsync("#nom", "curateur");
        await page.FillAsync("#mot-de-passe", PortalHost.Password);
        await page.Locator("main form button").First.ClickAsync();
        await page.WaitForURLAsync("**" + path);
        return page;
    }

    private async Task<List<long>> FillAsync(string slug, int count, params (string Path, float Probability)[] more)
    {
        var portal = browser.Portal;
        var scheme = await portal.Services.GetRequiredService<TaxonomyStore>().ReadActiveAsync(CancellationToken.None);
        var partner = (await portal.Services.GetRequiredService<PartnerStore>().SaveAsync(slug, "Partenaire " + slug, new Uri("https://partner.example/"), "", CancellationToken.None)).Id;
        var store = portal.Services.GetRequiredService<InitiativeStore>();
        var added = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var key = Guid.NewGuid().ToString("N");
            await store.SaveAsync(partner, new CollectedInitiative(key, new Uri("https://partner.example/" + key), $"Lavoir rouvert {slug} {i}") { Summary = "Des voisins restaurent le lavoir du village.", Tags = ["patrimoine bâti"] }, CancellationToken.None);
            var id = await portal.Database.ScalarAsync<long>("select id from initiative where key = $1", key);
            foreach (var (path, probability) in ((string Path, float Probability)[])[("PAT", 0.9f), ("SOL", 0.3f), .. more])
            {
                await portal.Database.ExecuteAsync(
                    """insert into suggestion (initiative_id, category_id, probability, reasons, model) values ($1, $2, $3, '[{"witness":"phrase","text":"lavoir","weight":1}]', 'essai-1')""",
                    id, scheme.Find(Facet.Theme, path)!.Id, probability);
            }

            added.Add(id);
        }

        return added;
    }

    private Task<long> CountAsync(string verdict) => browser.Portal.Database.ScalarAsync<long>(
        """
        select count(*) from decision d join initiative i on i.id = d.initiative_id join partner p on p.id = i.partner_id
         where p.slug = 'clavier' and d.verdict = $1 and d.undone_at is null
        """,
        verdict);

    // What the worker's loop does for the index step.
    private async Task IndexAsync()
    {
        var database = browser.Portal.Database.Source;
        var step = new IndexStep(database, EverydayWords.Shipped);
        var version = (await step.VersionAsync(CancellationToken.None))!;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var claimed = await StepLedger.ClaimAsync(connection, step.Name, version, 0, step.BatchSize, CancellationToken.None);
        await step.RunAsync(connection, claimed, CancellationToken.None);
        await StepLedger.MarkDoneAsync(connection, step.Name, version, claimed, CancellationToken.None);
        await transaction.CommitAsync();
    }
}
