using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using SocialConnect.Catalog;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion;
using SocialConnect.Samples.Serving;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.BrowserTests;

/// <summary>Somebody who has never seen a selector adds sites that the system has never seen: a real worker, real sites on loopback, a real browser.</summary>
public sealed class AddSourceTests(BrowserHost browser) : IClassFixture<BrowserHost>, IAsyncLifetime
{
    private SampleSites _sites = null!;
    private IHost _worker = null!;

    public async Task InitializeAsync()
    {
        _sites = await SampleSites.StartAsync(new SampleOptions());
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Catalog"] = browser.Portal.Database.Address,
            ["Ingestion:AllowLoopback"] = "true",
            ["Ingestion:Contact"] = "essais@portail.example",
            ["Ingestion:Delay"] = "00:00:00",
            ["Ingestion:LeastDelay"] = "00:00:00",
        });
        builder.AddCatalog();
        builder.AddIngestion();
        _worker = builder.Build();
        await _worker.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _worker.StopAsync();
        await ((IAsyncDisposable)_worker).DisposeAsync();
        await _sites.DisposeAsync();
    }

    [Theory]
    [InlineData("elans", "/initiatives/")]
    [InlineData("valmeyrac", "/sitemap.xml")]
    [InlineData("atlas", "/api/v1/initiatives")]
    [InlineData("colporteur", "/flux/rss.xml")]
    [InlineData("pays-et-quartiers", "/fiches/liste1.htm")]
    public async Task A_pasted_address_becomes_a_source_whose_initiatives_are_found_without_typing_a_selector(string site, string path)
    {
        var titles = SampleSites.ReadInitiatives(site).Select(initiative => initiative.Title).ToHashSet();
        var page = await browser.OpenAsync("/connexion?retour=/sources/ajouter", options => options.ViewportSize = new ViewportSize { Width = site == "elans" ? 375 : 1280, Height = 900 });
        await page.FillAsync("#nom", "sources");
        await page.FillAsync("#mot-de-passe", PortalHost.Password);
        await page.Keyboard.PressAsync("Enter");

        await page.FillAsync("#adresse", new Uri(_sites.Addresses[site], path).AbsoluteUri);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-testid=proposal], [data-testid=failed]", new PageWaitForSelectorOptions { Timeout = 90_000 });
        Assert.Equal("", string.Join(' ', await page.Locator("[data-testid=failed]").AllInnerTextsAsync()));

        Assert.Contains(OnOneLine(await page.Locator("[data-testid=record] a").First.InnerTextAsync()), titles.Select(OnOneLine));
        Assert.Contains("100", await page.Locator("[data-field=title]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(await page.EvaluateAsync<int>("() => document.documentElement.clientWidth"), await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await BrowserHost.AssertAccessibleAsync(page);
        await page.FillAsync("#nom", $"Essai {site}");
        await page.ClickAsync("text=Enregistrer et visiter");
        await page.WaitForURLAsync("**/sources/essai-*");

        await Eventually.TrueAsync(
            () => browser.Portal.Database.ScalarAsync<bool>(
                "select exists (select from visit v join partner p on p.id = v.partner_id where p.slug = $1 and v.finished_at is not null)", $"essai-{site}"),
            $"the visit of {site} to end");
        await Eventually.TrueAsync(
            () => browser.Portal.Database.ScalarAsync<bool>(
                "select count(*) = $2 from search_document d join initiative i on i.id = d.initiative_id join partner p on p.id = i.partner_id where p.slug = $1 and d.is_live", $"essai-{site}", (long)titles.Count),
            $"{titles.Count} initiatives of {site} to be searchable");
        await page.GotoAsync($"/recherche?partenaire=essai-{site}");
        Assert.Contains($"{titles.Count}", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_is_picked_by_clicking_on_the_page_and_another_with_the_keyboard()
    {
        var page = await browser.OpenAsync("/connexion?retour=/sources/ajouter");
        await page.FillAsync("#nom", "sources");
        await page.FillAsync("#mot-de-passe", PortalHost.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#adresse", new Uri(_sites.Addresses["elans"], "/initiatives/").AbsoluteUri);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-testid=proposal]", new PageWaitForSelectorOptions { Timeout = 90_000 });

        await page.ClickAsync("[data-field=summary] [data-show]");
        await page.WaitForSelectorAsync("iframe[data-ready]", new PageWaitForSelectorOptions { Timeout = 60_000 });
        var partner = page.FrameLocator("iframe[data-page]");
        var told = OnOneLine(await partner.Locator(".corps p").First.InnerTextAsync());
        await partner.Locator(".corps p").First.HoverAsync();
        Assert.Contains("sc-over", await partner.Locator(".corps p").First.GetAttributeAsync("class"), StringComparison.Ordinal);
        await partner.Locator(".corps p").First.ClickAsync();
        var values = page.Locator("[data-testid=choice] .choice:has(:checked) .values li");
        await Assertions.Expect(values).Not.ToHaveCountAsync(0);
        Assert.StartsWith(OnOneLine(await values.First.InnerTextAsync()).TrimEnd('…'), told, StringComparison.Ordinal);
        Assert.True(await values.CountAsync() > 1);
        await BrowserHost.AssertAccessibleAsync(page);

        await page.ClickAsync("[data-wider]");
        await Assertions.Expect(partner.Locator(".corps")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("sc-chosen"));
        await page.ClickAsync("[data-closer]");
        await Assertions.Expect(partner.Locator(".corps p").First).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("sc-chosen"));
        await page.ClickAsync("text=Adopter ce repère");
        await page.WaitForSelectorAsync("[data-testid=record]", new PageWaitForSelectorOptions { Timeout = 60_000 });
        Assert.StartsWith(told[..40], OnOneLine(await page.Locator("[data-field=summary] [data-l=Valeur] > span").InnerTextAsync()), StringComparison.Ordinal);

        await page.ClickAsync("[data-field=website] [data-show]");
        await page.WaitForSelectorAsync("iframe[data-ready]", new PageWaitForSelectorOptions { Timeout = 60_000 });
        await partner.Locator("dl a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-testid=choice] [name=repere]:checked")).ToBeFocusedAsync();
        Assert.Contains("http", string.Join(' ', await page.Locator(".choice:has(:checked) .values li").AllInnerTextsAsync()), StringComparison.Ordinal);
        await page.ClickAsync("text=Adopter ce repère");
        await page.WaitForSelectorAsync("[data-testid=record]", new PageWaitForSelectorOptions { Timeout = 60_000 });
        await page.FillAsync("#nom", "Essai montré");
        await page.ClickAsync("text=Enregistrer et visiter");
        await page.WaitForURLAsync("**/sources/essai-montre");
        var kept = await browser.Portal.Database.ScalarAsync<string>("select r.document::text from recipe r join partner p on p.id = r.partner_id where p.slug = 'essai-montre'");
        Assert.Contains("corps", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_worker_does_is_shown_on_open_pages_as_it_happens()
    {
        var partners = browser.Portal.Services.GetRequiredService<PartnerStore>();
        var partner = await partners.SaveAsync("en-direct", "Élans en direct", _sites.Addresses["elans"], "", CancellationToken.None);
        await partners.SaveRecipeAsync(
            partner.Id, $$"""{ "kind": "listing", "start": "{{new Uri(_sites.Addresses["elans"], "/initiatives/")}}", "items": "article.carte", "link": "h2 a", "fields": { "title": "h2", "summary": ".resume" } }""", "", null, CancellationToken.None);
        var page = await browser.OpenAsync("/connexion?retour=/sources/en-direct");
        await page.FillAsync("#nom", "sources");
        await page.FillAsync("#mot-de-passe", PortalHost.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#visites [data-testid=none]");
        var loaded = await page.EvaluateAsync<double>("() => performance.timeOrigin");

        await browser.Portal.Services.GetRequiredService<VisitStore>().AskAsync(partner.Id, VisitKind.Visit, "quelqu’un d’autre", CancellationToken.None);

        await Assertions.Expect(page.Locator("#visites [data-testid=visit]")).ToContainTextAsync("nouvelles", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        Assert.Equal(loaded, await page.EvaluateAsync<double>("() => performance.timeOrigin"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    public async Task Every_page_of_a_source_is_accessible_and_fits_the_screen(int width, ColorScheme scheme)
    {
        var partners = browser.Portal.Services.GetRequiredService<PartnerStore>();
        var partner = await partners.SaveAsync("accessible", "Élans accessibles", _sites.Addresses["elans"], "", CancellationToken.None);
        var recipe = $$"""
            { "kind": "listing", "start": "{{new Uri(_sites.Addresses["elans"], "/initiatives/")}}", "items": "article.carte", "link": "h2 a", "fields": { "title": "h2" },
              "detail": { "fields": { "summary": { "select": ".chapo", "clean": [{ "replace": { "regex": "des ", "with": "les " } }] }, "organisation": ".absente" } }, "limits": { "pages": 12 } }
            """;
        await partners.SaveRecipeAsync(partner.Id, recipe, "Premier essai", "sources", CancellationToken.None);
        await partners.SaveRecipeAsync(partner.Id, recipe.Replace(".absente", ".porteur", StringComparison.Ordinal), "Porteur retrouvé", "sources", CancellationToken.None);
        await browser.Portal.Services.GetRequiredService<CustomFieldStore>().SaveAsync([new("depuis", "Depuis", FieldType.Number, OpenLevel.OpenData)], null, CancellationToken.None);
        var visit = await browser.Portal.Services.GetRequiredService<VisitStore>().AskAsync(partner.Id, VisitKind.Visit, "sources", CancellationToken.None);
        await Eventually.TrueAsync(() => browser.Portal.Database.ScalarAsync<bool>("select finished_at is not null from visit where id = $1", visit), "the visit to end");
        // As a visit that lacks a field leaves it.
        var drifted = await browser.Portal.Database.ScalarAsync<long>(
            """
            insert into visit (partner_id, kind, state, finished_at, report, message)
            select partner_id, 'visit', 'quarantined', now(), '{ "items": 20, "fields": { "title": { "filled": 20, "length": 400 }, "summary": { "filled": 1, "length": 90 } } }', 'le champ « summary » était rempli' from visit where id = $1
            returning id
            """,
            visit);
        var page = await browser.OpenAsync("/connexion?retour=/sources", options => (options.ViewportSize, options.ColorScheme) = (new ViewportSize { Width = width, Height = 900 }, scheme));
        await page.FillAsync("#nom", "admin");
        await page.FillAsync("#mot-de-passe", PortalHost.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-testid=source]");

        foreach (var path in (string[])["/sources", "/sources/ajouter", "/sources/importer", "/sources/accessible", "/sources/accessible/recette?version=1", $"/sources/accessible/visites/{visit}", $"/sources/accessible/visites/{drifted}/changement", "/admin/champs"])
        {
            await page.GotoAsync(path);
            await AssertFitsAsync(page);
            await BrowserHost.AssertAccessibleAsync(page);
        }

        await page.GotoAsync("/sources/accessible/recette");
        await page.ClickAsync(".keep >> text=Essayer");
        await page.WaitForSelectorAsync("[data-testid=preview]", new PageWaitForSelectorOptions { Timeout = 60_000 });
        await AssertFitsAsync(page);
        await BrowserHost.AssertAccessibleAsync(page);
        await page.ClickAsync("[data-field=summary] [data-show]");
        await page.WaitForSelectorAsync("iframe[data-ready]", new PageWaitForSelectorOptions { Timeout = 60_000 });
        await page.FrameLocator("iframe[data-page]").Locator(".porteur").ClickAsync();
        await page.WaitForSelectorAsync(".choice");
        await AssertFitsAsync(page);
        await BrowserHost.AssertAccessibleAsync(page);
        await page.ClickAsync("text=Adopter ce repère");
        await page.WaitForSelectorAsync("[data-testid=unsaved]", new PageWaitForSelectorOptions { Timeout = 60_000 });
        Assert.Equal("/sources/accessible/recette", new Uri(page.Url).AbsolutePath);
    }

    private static async Task AssertFitsAsync(IPage page)
    {
        var wide = await page.EvaluateAsync<string[]>(
            """
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) {
                return [];
              }
              const range = document.createRange();
              const reaches = (element) => {
                range.selectNodeContents(element);
                return Math.max(element.getBoundingClientRect().right, range.getBoundingClientRect().right);
              };
              return [`${document.documentElement.scrollWidth} px`, ...[...document.querySelectorAll('body *')].filter((element) => reaches(element) > width).map((element) => element.outerHTML.slice(0, 160))];
            }
            """);
        Assert.True(wide.Length == 0, $"{page.Url} is wider than the screen: {string.Join('\n', wide.Take(12))}");
    }

    // Partners set titles with no-break spaces, which a browser's text does not keep apart.
    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
