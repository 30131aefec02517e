using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Sources;

public sealed class SourcesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Recipe = """{ "kind": "listing", "start": "https://verger.example/projets", "items": "li.projet", "link": "h2 a", "fields": { "title": "h2" } }""";

    [Fact]
    public async Task A_source_is_visited_stopped_suspended_and_taken_up_again()
    {
        var partner = await AddAsync("conduite");
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources");
        Assert.Contains("jamais visitée", Row(page, "conduite").TextContent, StringComparison.Ordinal);

        page = await PressAsync(editor, await editor.GetPageAsync("/sources/conduite"), "Run");
        Assert.Equal("asked", page.QuerySelector("[data-testid=summary]")!.GetAttribute("data-state"));
        Assert.Contains("attend un ouvrier", Row(await editor.GetPageAsync("/sources"), "conduite").TextContent, StringComparison.Ordinal);

        await PressAsync(editor, await editor.GetPageAsync("/sources/conduite"), "Stop");
        Assert.Equal("stopped", await portal.Database.ScalarAsync<string>("select state from visit where partner_id = $1", partner));
        page = await PressAsync(editor, await editor.GetPageAsync("/sources/conduite"), "Pause");
        Assert.NotNull(page.QuerySelector("[data-testid=paused]"));
        Assert.DoesNotContain(page.QuerySelectorAll("button"), button => button.TextContent.Contains("Visiter maintenant", StringComparison.Ordinal));
        page = await PressAsync(editor, page, "Resume");
        Assert.Null(page.QuerySelector("[data-testid=paused]"));
    }

    [Fact]
    public async Task All_sources_are_visited_at_once_but_the_suspended_and_unready_and_all_are_stopped()
    {
        var (one, two, underWay, suspended) = (await AddAsync("toutes-1"), await AddAsync("toutes-2"), await AddAsync("toutes-en-cours"), await AddAsync("toutes-suspendue"));
        await portal.Services.GetRequiredService<PartnerStore>().SaveAsync("toutes-sans-recette", "Sans recette", new Uri("https://verger.example/"), "", CancellationToken.None);
        using var editor = await EditorAsync();
        await PressAsync(editor, await editor.GetPageAsync("/sources/toutes-en-cours"), "Run");
        await PressAsync(editor, await editor.GetPageAsync("/sources/toutes-suspendue"), "Pause");

        var page = await PressAsync(editor, await editor.GetPageAsync("/sources"), "RunAll");

        foreach (var partner in new[] { one, two, underWay })
        {
            Assert.Equal(["asked"], await StatesAsync(partner));
        }

        Assert.Empty(await StatesAsync(suspended));
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>("select count(*) from visit v join partner p on p.id = v.partner_id where p.slug = 'toutes-sans-recette'"));
        Assert.Contains("attend un ouvrier", Row(page, "toutes-1").TextContent, StringComparison.Ordinal);

        await PressAsync(editor, page, "StopAll");

        foreach (var partner in new[] { one, two, underWay })
        {
            Assert.Equal(["stopped"], await StatesAsync(partner));
        }
    }

    [Fact]
    public async Task A_rhythm_is_chosen_in_words_and_a_cron_expression_that_is_none_is_refused()
    {
        await AddAsync("rythme");
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources/rythme");

        page = await editor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=schedule]")!, new Dictionary<string, string?> { ["rythme"] = "semaine", ["jour"] = "1", ["heure"] = "04:10" });
        Assert.Contains("chaque lundi", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("10 4 * * 1", await portal.Database.ScalarAsync<string>("select schedule from partner where slug = 'rythme'"));

        page = await editor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=schedule]")!, new Dictionary<string, string?> { ["rythme"] = "cron", ["cron"] = "tous les lundis" });
        Assert.Contains("10 4 * * 1", page.QuerySelector("#cron-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("tous les lundis", page.QuerySelector<IHtmlInputElement>("#cron")!.Value);
    }

    [Fact]
    public async Task A_recipe_keeps_its_versions_shows_what_differs_goes_back_and_refuses_what_it_cannot_read()
    {
        await AddAsync("recette");
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources/recette/recette");

        page = await PressAsync(editor, page, "SaveDocument", new() { ["recette"] = """{ "kind": "listing", "strat": "x" }""" });
        Assert.True(page.QuerySelector("[data-testid=document]")!.HasAttribute("open"));
        Assert.Contains("strat", page.QuerySelector("#recette-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("strat", page.QuerySelector("#recette")!.TextContent, StringComparison.Ordinal);

        page = await PressAsync(editor, page, "SaveDocument", new() { ["recette"] = Recipe.Replace("li.projet", "article.carte", StringComparison.Ordinal), ["pourquoi"] = "Nouvelle mise en page" });
        Assert.Contains("version 2", page.QuerySelector("[data-testid=kept]")!.TextContent, StringComparison.Ordinal);
        page = await editor.GetPageAsync("/sources/recette/recette?version=1");
        Assert.Contains("+   \"items\": \"article.carte\"", page.QuerySelector("[data-testid=diff]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nouvelle mise en page", page.QuerySelector("[data-testid=versions]")!.TextContent, StringComparison.Ordinal);

        var back = page.QuerySelectorAll<IHtmlButtonElement>("[data-testid=versions] button").Single();
        back.Form!.SetAttribute("action", new Url(new Url(page.Url), back.GetAttribute("formaction")!).Href);
        page = await editor.SubmitAsync(back.Form, new Dictionary<string, string?> { ["version"] = "1" });
        Assert.Contains("li.projet", page.QuerySelector("#recette")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("[data-testid=versions] > li").Length);
        Assert.Contains("li.projet", await editor.Http.GetStringAsync("/sources/recette/recette.json"), StringComparison.Ordinal);
    }

    // Everything that a form could lose: steps of every kind, several selectors, both places, paging, limits, and what the form does not show.
    private const string Rich = """
        { "kind": "listing", "start": ["https://verger.example/projets", "https://verger.example/archives"], "items": "li.projet", "link": "h2 a", "next": { "parameter": "p", "from": 0, "by": 10, "to": 90 },
          "fields": { "title": ["h2", "h3"], "summary": { "select": ".resume", "clean": [{ "trim": true }, { "trim": "-•" }, { "regex": "(.+) fin" }, { "split": ";" }, { "replace": { "regex": "a", "with": "b" } }, { "join": ", " }, { "first": true }, { "first": 3 }] } },
          "extra": { "statut": { "select": ".statut", "type": "list" } },
          "detail": { "fields": { "summary": ".chapo", "tags": { "together": [".mots", ".themes"], "clean": [{ "drop": ["NULL", "n.c."] }, { "prefix": "#" }, { "suffix": "!" }] }, "published": { "select": "time", "clean": [{ "date": true }, { "date": ["dd/MM/yyyy", "d MMMM yyyy"] }] },
            "commune_code": { "select": ".insee", "required": true, "clean": [{ "pad": { "length": 5 } }] }, "region": { "clean": [{ "constant": "Corse" }] } }, "together": true,
            "extra": { "budget": { "select": ".budget", "type": "price", "clean": [{ "price": true }, { "number": true }] } } },
          "exclude": ["/brouillons/"], "headers": { "Accept": "text/html" }, "limits": { "pages": 300, "delay": 1.5, "hours": "22:00-06:00" }, "gone_after": 5 }
        """;

    [Fact]
    public async Task A_form_sent_back_as_it_was_changes_nothing_of_a_recipe()
    {
        await AddAsync("fidele", Rich);
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources/fidele/recette");

        await PressAsync(editor, page, "Try");

        var sent = RecipeDocument.Write(RecipeDocument.Parse((await ClaimAsync()).Request.Recipe!));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(RecipeDocument.Write(RecipeDocument.Parse(Rich))), JsonNode.Parse(sent)), sent);
    }

    [Fact]
    public async Task A_recipe_is_changed_by_its_parts_tried_and_kept_without_a_line_of_json()
    {
        await AddAsync("parties");
        await portal.Services.GetRequiredService<CustomFieldStore>().SaveAsync([new("statut_juridique", "Statut juridique", FieldType.Text, OpenLevel.Collective)], null, CancellationToken.None);
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources/parties/recette");
        Assert.Contains("Collectif", page.QuerySelector("[data-testid=custom] [data-field=statut_juridique]")!.TextContent, StringComparison.Ordinal);

        page = await PressAsync(editor, page, "Try", new()
        {
            ["items"] = "article.carte",
            ["suite.repere"] = "a[rel=next]@href",
            ["repere.title"] = "h3\r\nh2",
            ["etape.title.0"] = "regex",
            ["etape.title.0.1"] = "Projet : (.+)",
            ["repere.tags"] = ".mots",
            ["ou.tags"] = "fiche",
            ["repere.statut_juridique"] = ".statut",
            ["heures.de"] = "22:00",
            ["heures.a"] = "06:00",
            ["limite.delay"] = "2,5",
        });
        var tried = await ClaimAsync();
        var recipe = RecipeDocument.Parse(tried.Request.Recipe!);
        Assert.Equal(("article.carte", "a[rel=next]@href", "h2 a"), (recipe.Items, recipe.Next!.Select, recipe.Link!.Select.Single()));
        Assert.Equal(["h3", "h2"], recipe.Fields["title"].Select);
        Assert.Equal(new CleanUp.Capture("Projet : (.+)"), recipe.Fields["title"].Clean.Single());
        Assert.Equal((".mots", ".statut"), (recipe.Detail!.Fields["tags"].Select.Single(), recipe.Extra["statut_juridique"].Select.Single()));
        Assert.Equal(("22:00-06:00", TimeSpan.FromSeconds(2.5)), (recipe.Limits.Hours.ToString(), recipe.Limits.Delay));

        await portal.Services.GetRequiredService<ProbeStore>().AnswerAsync(
            tried,
            new Preview
            {
                Records = [new("Le verger", new Uri("https://verger.example/projets/1"), new Dictionary<string, PreviewValue> { ["title"] = new(["Projet : Le verger"], ["Le verger"]) })],
                Fields = [new("title", "Titre", 1, 9), new("tags", "Étiquettes", 0, 0)],
            },
            CancellationToken.None);
        page = await editor.GetPageAsync(page.Location.Href);
        Assert.Contains("Projet : Le verger", page.QuerySelector("[data-testid=records] td")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[data-testid=unsaved]"));
        Assert.Contains("0", page.QuerySelector("[data-testid=fields] [data-field=tags] .fill")!.TextContent, StringComparison.Ordinal);

        page = await PressAsync(editor, page, "Save", new() { ["pourquoi"] = "Par ses parties" });
        Assert.Contains("version 2", page.QuerySelector("[data-testid=kept]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("article.carte", page.QuerySelector<IHtmlInputElement>("#items")!.Value);
    }

    [Theory]
    [InlineData("items", ".fiche", null, null, ".fiche")]
    [InlineData("link", "h3 a", "li.projet", "link", "h3 a")]
    [InlineData("next", ".suite", null, "link", ".suite@href")]
    [InlineData("next", "a.suite@data-page", null, "link", "a.suite@data-page")]
    public async Task The_block_the_link_and_the_next_page_are_pointed_at_too(string thing, string picked, string? items, string? readAs, string kept)
    {
        var slug = $"montre-{thing}-{picked.Length}";
        await AddAsync(slug);
        using var editor = await EditorAsync();
        var page = await PressAsync(editor, await editor.GetPageAsync($"/sources/{slug}/recette"), "Show", new() { ["champ"] = thing });
        var look = await ClaimAsync();
        Assert.Equal((items, readAs, "https://verger.example/projets"), (look.Request.Options.Items, look.Request.Options.Field, look.Request.Address!.AbsoluteUri));
        await portal.Services.GetRequiredService<ProbeStore>().AnswerAsync(
            look,
            new PageRendering(look.Request.Address, "Projets", "<html><head><meta charset=\"utf-8\"></head><body><p data-element=\"0\">Le verger</p></body></html>")
            {
                Records = 1,
                Items = items is null ? null : 1,
                Selectors = [new(picked, items is not null, 3, 1, ["Le verger"])],
                Elements = new Dictionary<int, PageElement> { [0] = new([0], [0]) },
            },
            CancellationToken.None);

        page = await editor.GetPageAsync(page.Location.Href + "&element=0");
        page = await PressAsync(editor, page, "Adopt", new() { ["repere"] = picked });

        Assert.Equal($"/sources/{slug}/recette", new Uri(page.Url).AbsolutePath);
        var recipe = RecipeDocument.Parse((await ClaimAsync()).Request.Recipe!);
        Assert.Equal(kept, thing switch { "items" => recipe.Items, "link" => recipe.Link!.Select.Single(), _ => recipe.Next!.Select });
    }

    [Fact]
    public async Task What_is_wrong_in_a_recipe_is_said_beside_its_field_and_what_was_typed_stays()
    {
        await AddAsync("fautes");
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources/fautes/recette");

        page = await PressAsync(editor, page, "Save", new() { ["depart"] = "verger", ["repere.title"] = "h2[", ["limite.pages"] = "beaucoup", ["heures.de"] = "22:00", ["repere.postcode"] = ".cp", ["etape.postcode.0"] = "pad", ["etape.postcode.0.1"] = "cinq" });

        Assert.Contains("adresse complète", page.GetElementById("depart-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("sélecteur CSS", page.GetElementById("repere.title-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("nombre", page.GetElementById("limite.pages-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("22:00-06:00", page.GetElementById("heures.de-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("nombre", page.GetElementById("repere.postcode-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("h2[", page.GetElementById("repere.title")!.TextContent);
        Assert.Equal("cinq", page.QuerySelector<IHtmlInputElement>("[name='etape.postcode.0.1']")!.Value);
        Assert.Equal("beaucoup", ((IHtmlInputElement)page.GetElementById("limite.pages")!).Value);
    }

    [Fact]
    public async Task A_visits_log_is_searched_by_words_and_state()
    {
        var visit = await VisitAsync(await AddAsync("journal"), "done");
        await portal.Database.ExecuteAsync(
            """
            insert into visit_page (visit_id, number, address, role, depth, state, message)
            values ($1, 1, 'https://verger.example/projets', 'list', 0, 'done', null),
                   ($1, 2, 'https://verger.example/projets/pommes', 'detail', 1, 'failed', 'le serveur a répondu 503')
            """,
            visit);
        using var editor = await EditorAsync();

        var page = await editor.GetPageAsync($"/sources/journal/visites/{Text(visit)}?etat=failed");
        Assert.Equal("failed", page.QuerySelectorAll("[data-testid=page]").Single().GetAttribute("data-state"));
        page = await editor.GetPageAsync($"/sources/journal/visites/{Text(visit)}?mots=503");
        Assert.Contains("pommes", page.QuerySelectorAll("[data-testid=page]").Single().TextContent, StringComparison.Ordinal);
        page = await editor.GetPageAsync($"/sources/journal/visites/{Text(visit)}?mots=cerises");
        Assert.NotNull(page.QuerySelector("[data-testid=none]"));
    }

    [Fact]
    public async Task A_visit_in_quarantine_says_which_field_was_lost_and_is_put_aside_or_published()
    {
        var partner = await AddAsync("derive");
        await VisitAsync(partner, "done", """{ "items": 20, "fields": { "title": { "filled": 20, "length": 400 }, "summary": { "filled": 19, "length": 1900 } } }""");
        var visit = await VisitAsync(partner, "quarantined", """{ "items": 20, "fields": { "title": { "filled": 20, "length": 400 }, "summary": { "filled": 1, "length": 90 } } }""");
        using var editor = await EditorAsync();

        var list = await editor.GetPageAsync("/sources");
        var page = await editor.GetPageAsync(list.QuerySelector("[data-testid=drifted] a")!.GetAttribute("href")!);
        var first = page.QuerySelector("[data-testid=fields] tbody tr")!;
        Assert.Equal("summary", first.GetAttribute("data-field"));
        Assert.Contains("95", first.TextContent, StringComparison.Ordinal);
        Assert.NotNull(first.QuerySelector(".bad"));

        await PressAsync(editor, page, "Reject");
        Assert.Equal("failed", await portal.Database.ScalarAsync<string>("select state from visit where id = $1", visit));
        page = await editor.GetPageAsync($"/sources/derive/visites/{Text(visit)}/changement");
        Assert.NotNull(page.QuerySelector("[data-testid=decided]"));
    }

    [Fact]
    public async Task Spiders_of_OpenScraper_and_recipes_of_ours_are_brought_in_with_warnings()
    {
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources/importer");
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=import]")!;

        page = await editor.SubmitAsync(form, new Dictionary<string, string?> { ["nom"] = "", ["document"] = Recipe });
        Assert.NotNull(page.QuerySelector("#nom-erreur"));
        page = await editor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=import]")!, new Dictionary<string, string?> { ["nom"] = "Verger importé" });

        Assert.Equal("/sources/verger-importe", page.QuerySelector("[data-testid=done] a")!.GetAttribute("href"));
        await editor.GetPageAsync("/sources/verger-importe");
    }

    [Theory]
    [InlineData("/sources")]
    [InlineData("/sources/importer")]
    [InlineData("/sources/droits")]
    [InlineData("/sources/droits/recette")]
    public async Task Only_source_editors_see_sources(string path)
    {
        await AddAsync("droits");
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");

        await curator.GetPageAsync(path, HttpStatusCode.Forbidden);
    }

    private async Task<PortalVisitor> EditorAsync()
    {
        var editor = portal.Visitor();
        await editor.SignInAsync("sources");
        return editor;
    }

    private async Task<ProbeClaim> ClaimAsync() =>
        (await portal.Services.GetRequiredService<ProbeStore>().ClaimAsync(Guid.NewGuid().ToString(), TimeSpan.FromMinutes(1), CancellationToken.None))!;

    private async Task<long> AddAsync(string slug, string recipe = Recipe)
    {
        var partners = portal.Services.GetRequiredService<PartnerStore>();
        var partner = await partners.SaveAsync(slug, "Partenaire " + slug, new Uri("https://verger.example/"), "", CancellationToken.None);
        await partners.SaveRecipeAsync(partner.Id, recipe, "", null, CancellationToken.None);
        return partner.Id;
    }

    private Task<long> VisitAsync(long partner, string state, string report = "{}") => portal.Database.ScalarAsync<long>(
        "insert into visit (partner_id, kind, state, finished_at, is_complete, report, message) values ($1, 'visit', $2, now(), $2 = 'done', $3::jsonb, case when $2 = 'quarantined' then 'le champ « summary » était rempli' end) returning id",
        partner, state, report);

    private Task<string[]> StatesAsync(long partner) => portal.Database.ScalarAsync<string[]>("select coalesce(array_agg(state order by id), '{}') from visit where partner_id = $1", partner);

    private static IElement Row(IHtmlDocument page, string slug) => page.QuerySelector($"[data-testid=source][data-slug={slug}]")!;

    private static Task<IHtmlDocument> PressAsync(PortalVisitor editor, IHtmlDocument page, string handler, Dictionary<string, string?>? values = null)
    {
        var button = page.QuerySelectorAll<IHtmlButtonElement>("main button").First(found => found.GetAttribute("formaction")?.Contains("handler=" + handler, StringComparison.Ordinal) == true);
        var form = button.Form!;
        form.SetAttribute("action", new Url(new Url(page.Url), button.GetAttribute("formaction")!).Href);
        return editor.SubmitAsync(form, values ?? []);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
