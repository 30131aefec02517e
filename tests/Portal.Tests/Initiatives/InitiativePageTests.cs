using System.Net;
using System.Text.Json;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Initiatives;

public sealed class InitiativePageTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    [Fact]
    public async Task Each_fact_says_where_and_when_it_was_read()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(await AddressAsync(portal.First));

        var facts = page.QuerySelectorAll("[data-testid=fact]").ToDictionary(fact => fact.QuerySelector("dt")!.TextContent, fact => fact.QuerySelector("dd")!);
        Assert.Contains("Association des Deux Rives", facts["Porteur"].TextContent, StringComparison.Ordinal);
        Assert.Matches("^vu le .+ 20[0-9]{2} sur atlas.example$", facts["Porteur"].QuerySelector(".seen")!.TextContent);
        Assert.Contains("Guéret, Creuse, Nouvelle-Aquitaine", facts["Lieu"].TextContent, StringComparison.Ordinal);
        Assert.Equal("Non précisé", facts["Site"].TextContent.Trim());
        Assert.NotNull(page.QuerySelector("a[href='https://atlas.example/0']"));
    }

    [Fact]
    public async Task The_words_of_the_address_may_change_and_lead_to_the_right_ones_for_ever()
    {
        using var visitor = Unfollowing();

        using var answer = await visitor.GetAsync($"/initiatives/{portal.First}/un-ancien-titre");

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal($"/initiatives/{portal.First}/le-car-a-la-demande-1", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task One_that_was_merged_leads_to_the_one_that_stands_for_it()
    {
        var merged = await AddAsync("merged", "Le car fusionné");
        var between = await AddAsync("between", "Le car d’entre-deux");
        await portal.Database.ExecuteAsync("update initiative set status = 'merged', merged_into = $2 where id = $1", merged, between);
        await portal.Database.ExecuteAsync("update initiative set status = 'merged', merged_into = $2 where id = $1", between, portal.First);
        using var visitor = Unfollowing();

        using var answer = await visitor.GetAsync($"/initiatives/{merged}/le-car-fusionne");

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal($"/initiatives/{portal.First}/le-car-a-la-demande-1", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task One_that_is_gone_keeps_its_page_which_says_so()
    {
        var gone = await AddAsync("gone", "Le car disparu");
        await portal.Database.ExecuteAsync("update initiative set status = 'gone', last_seen_at = now() - interval '10 days' where id = $1", gone);
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(await AddressAsync(gone));

        Assert.Contains("n’est plus publiée par Atlas depuis le", page.QuerySelector("[data-testid=gone]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task Long_after_it_is_gone_robots_are_told_and_people_still_read_it()
    {
        var gone = await AddAsync("long-gone", "Le car d’autrefois");
        await portal.Database.ExecuteAsync("update initiative set status = 'gone', last_seen_at = now() - interval '91 days' where id = $1", gone);
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(await AddressAsync(gone), HttpStatusCode.Gone);

        Assert.Equal("Le car d’autrefois", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Drafts_and_unknown_numbers_have_no_page()
    {
        using var visitor = portal.Visitor();
        var draft = await portal.Database.ScalarAsync<long>("select id from initiative where status = 'draft'");

        await visitor.GetPageAsync($"/initiatives/{draft}/le-car-secret", HttpStatusCode.NotFound);
        await visitor.GetPageAsync("/initiatives/999999999/rien", HttpStatusCode.NotFound);
        await visitor.GetPageAsync("/initiatives/99999999999999999999/rien", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_correction_by_hand_shows_what_the_source_said_and_says_now()
    {
        var id = await AddAsync("edited", "Le car corrigé");
        await portal.Database.ExecuteAsync(
            """
            update initiative
               set organisation = 'Commune de Guéret',
                   hand = '{"organisation": {"value": "Commune de Guéret", "by": "claire", "at": "2026-03-01T10:00:00Z", "over": "Mairie"}}',
                   source = source || '{"organisation": "La mairie"}'
             where id = $1
            """,
            id);
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(await AddressAsync(id));

        var holder = page.QuerySelectorAll("[data-testid=fact]").Single(fact => fact.QuerySelector("dt")!.TextContent == "Porteur");
        Assert.Equal(
            "corrigé à la main le 1er mars 2026\u202f; la page d’origine disait «\u202fMairie\u202f» et dit maintenant «\u202fLa mairie\u202f»",
            holder.QuerySelector(".seen")!.TextContent);
        Assert.DoesNotContain("claire", page.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_of_a_partner_stays_text()
    {
        const string Title = "</script><script>alert(1)</script>";
        var id = await portal.AddAsync("atlas", new CollectedInitiative("hostile", new Uri("https://atlas.example/hostile"), Title)
        {
            Summary = "<img src=x onerror=alert(2)>",
            Body = "<b>gras</b>",
            Website = new Uri("javascript:alert(3)"),
        });
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(await AddressAsync(id));

        Assert.Equal(Title, page.QuerySelector("h1")!.TextContent);
        Assert.Equal("<b>gras</b>", page.QuerySelector(".text p")!.TextContent);
        Assert.Equal(["application/ld+json"], page.QuerySelectorAll("script:not([src])").Select(script => script.GetAttribute("type")));
        Assert.Equal(Title, JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement.GetProperty("name").GetString());
        Assert.DoesNotContain(page.Links, link => link.GetAttribute("href")!.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_leads_to_peers_elsewhere_and_to_neighbours_that_complete_it()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(await AddressAsync(portal.First));

        foreach (var list in new[] { "similar", "complementary" })
        {
            var ids = page.QuerySelectorAll($"[data-testid={list}] [data-testid=near]").Select(near => near.GetAttribute("data-id")).ToList();
            Assert.NotEmpty(ids);
            Assert.DoesNotContain(portal.First.ToString(System.Globalization.CultureInfo.InvariantCulture), ids);
            await visitor.GetPageAsync(page.QuerySelector($"[data-testid={list}] a")!.GetAttribute("href")!);
        }
    }

    [Fact]
    public async Task Its_categories_lead_to_the_searches_that_find_it()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync(await AddressAsync(portal.First));

        var chips = page.QuerySelectorAll(".got a.chip").Select(chip => chip.GetAttribute("href")!).ToList();

        Assert.Equal(["/recherche?theme=SOL", "/recherche?theme=SOL/LIE"], chips);
        foreach (var chip in chips)
        {
            var found = await visitor.GetPageAsync(chip + "&par=100");
            Assert.NotNull(found.QuerySelector($"[data-testid=result][data-id='{portal.First}']"));
        }
    }

    private Task<long> AddAsync(string key, string title) =>
        portal.AddAsync("atlas", new CollectedInitiative(key, new Uri($"https://atlas.example/{key}"), title) { Summary = "Un car." });

    private async Task<string> AddressAsync(long id) =>
        InitiativeAddress.Of(id, await portal.Database.ScalarAsync<string>("select title from initiative where id = $1", id));

    private HttpClient Unfollowing() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };
}
