using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Curation;

public sealed class DeskTests(DeskHost portal) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task A_curator_is_shown_the_text_its_source_its_tags_and_why_each_category_is_suggested()
    {
        var initiative = await portal.AddAsync("pourquoi", "Le vélo des aînés", "Des bénévoles promènent des résidents en triporteur.", "lien social");
        await portal.SuggestAsync(initiative, "SOL", 0.88f, """[{"witness":"phrase","text":"bénévole","weight":1.2},{"witness":"tag","text":"lien social","weight":2},{"witness":"neighbour","text":"987654","weight":1}]""");
        using var curator = await portal.CuratorAsync();

        var page = await curator.GetPageAsync("/curation?partenaire=pourquoi");

        Assert.Equal("Le vélo des aînés", page.QuerySelector("[data-testid=item] h2")!.TextContent);
        Assert.StartsWith("https://partner.example/", page.QuerySelector("[data-testid=item] a[rel~=external]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("bénévoles", page.QuerySelector("[data-testid=item] mark.t-sol")!.TextContent);
        Assert.Contains("lien social", page.QuerySelector("[data-testid=tags]")!.TextContent, StringComparison.Ordinal);
        var choice = DeskHost.Choice(page, "SOL");
        Assert.Contains("très probable, 88", Words(choice), StringComparison.Ordinal);
        Assert.Contains("étiquette Partenaire pourquoi « lien social »", Words(choice), StringComparison.Ordinal);
        Assert.Contains("1 voisine confirmée", Words(choice), StringComparison.Ordinal);
        Assert.DoesNotContain("987654", Words(choice), StringComparison.Ordinal);
        Assert.Contains("mot : bénévole", Words(choice), StringComparison.Ordinal);
        Assert.True(choice.QuerySelector<IHtmlInputElement>("input[name=oui]")!.IsChecked);
    }

    [Fact]
    public async Task The_nearest_confirmed_initiatives_stand_beside_it_with_the_categories_that_curators_gave_them()
    {
        var asked = await portal.AddAsync("voisines", "Le potager des voisins");
        var near = await portal.AddAsync("voisines", "Les jardins du quai");
        var nearer = await portal.AddAsync("voisines", "Le verger partagé");
        var refused = await portal.AddAsync("voisines", "Refusée partout");
        var unread = await portal.AddAsync("voisines", "Jamais relue");
        await portal.PlaceAsync((asked, "[1,0]"), (near, "[0.6,0.8]"), (nearer, "[0.95,0.3]"), (refused, "[0.99,0.1]"), (unread, "[1,0]"));
        using var curator = await portal.CuratorAsync();
        await portal.ConfirmAsync(near, "SOL");
        await portal.ConfirmAsync(nearer, "TER/MOB");
        await portal.ConfirmAsync(nearer, "SAN");
        await portal.RefuseAsync(refused, "SOL");

        var page = await curator.GetPageAsync($"/curation?fiche={asked}");

        var shown = page.QuerySelectorAll("[data-testid=neighbour]");
        Assert.Equal(["Le verger partagé", "Les jardins du quai"], shown.Select(one => one.QuerySelector("h4")!.TextContent));
        Assert.Equal([$"/initiatives/{nearer}/le-verger-partage", $"/initiatives/{near}/les-jardins-du-quai"], shown.Select(one => one.QuerySelector("h4 a")!.GetAttribute("href")));
        Assert.Equal([string.Join(", ", new[] { Label("SAN"), Label("TER/MOB") }.Order()), Label("SOL")], shown.Select(one => string.Join(", ", one.QuerySelectorAll(".marks > *").Select(Words).Order())));
        Assert.StartsWith("très proche, confirmée le ", Words(shown[0].QuerySelector(".by")!), StringComparison.Ordinal);
        Assert.StartsWith("proche, confirmée le ", Words(shown[1].QuerySelector(".by")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_an_initiative_that_nothing_confirmed_resembles_the_desk_says_so()
    {
        var alone = await portal.AddAsync("seule", "Sans pareille");
        using var curator = await portal.CuratorAsync();

        var page = await curator.GetPageAsync($"/curation?fiche={alone}");

        Assert.Empty(page.QuerySelectorAll("[data-testid=neighbour]"));
        Assert.Contains("Aucune initiative confirmée ne lui ressemble encore", page.QuerySelector("[aria-labelledby=h-v]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ticked_is_confirmed_the_rest_refused_and_the_next_initiative_comes()
    {
        var first = await portal.AddAsync("suite", "Première");
        var second = await portal.AddAsync("suite", "Seconde");
        await portal.SuggestAsync(first, "SOL", 0.7f);
        await portal.SuggestAsync(first, "EMP", 0.45f);
        await portal.SuggestAsync(second, "SAN", 0.9f);
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation?partenaire=suite");

        page = await DeskHost.PressAsync(curator, page, "Enregistrer", ["EMP"]);

        Assert.Equal("Seconde", page.QuerySelector("[data-testid=item] h2")!.TextContent);
        Assert.Equal(["EMP accepted", "SOL rejected"], await portal.VerdictsAsync(first));
        Assert.Contains("Première : Emploi", Words(page.QuerySelector("[data-testid=done]")!), StringComparison.Ordinal);
        Assert.Equal("confirmed", await portal.Database.ScalarAsync<string>("select origin from initiative_category where initiative_id = $1", first));

        page = await DeskHost.PressAsync(curator, page, "Enregistrer");
        Assert.NotNull(page.QuerySelector("[data-testid=none]"));
    }

    [Fact]
    public async Task A_category_is_added_by_typing_and_what_was_ticked_before_stays()
    {
        var initiative = await portal.AddAsync("ajout", "Un car à la demande");
        await portal.SuggestAsync(initiative, "SOL", 0.3f);
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation?partenaire=ajout");

        page = await DeskHost.PressAsync(curator, page, "Ajouter", ["SOL"], "théorie des cordes");
        Assert.Contains("théorie des cordes", page.QuerySelector("#ajout-erreur")!.TextContent, StringComparison.Ordinal);
        page = await DeskHost.PressAsync(curator, page, "Ajouter", null, "mobilité");
        Assert.True(DeskHost.Choice(page, "TER/MOB").QuerySelector<IHtmlInputElement>("input[name=oui]")!.IsChecked);
        Assert.True(DeskHost.Choice(page, "SOL").QuerySelector<IHtmlInputElement>("input[name=oui]")!.IsChecked);
        await DeskHost.PressAsync(curator, page, "Enregistrer");

        Assert.Equal(["SOL accepted", "TER/MOB accepted"], await portal.VerdictsAsync(initiative));
    }

    [Fact]
    public async Task A_few_letters_bring_the_categories_they_may_mean()
    {
        await portal.AddAsync("lettres", "Un lieu");
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation?partenaire=lettres");
        Assert.NotNull(page.QuerySelector("[data-testid=no-suggestion]"));

        page = await DeskHost.PressAsync(curator, page, "Ajouter", null, "déve");
        Assert.True(page.QuerySelectorAll("[data-testid=matches] button").Length > 1);
        page = await DeskHost.PressAsync(curator, page, page.QuerySelector("[data-testid=matches] button")!.TextContent.Trim()[..8]);

        Assert.Single(page.QuerySelectorAll("[data-testid=choice]"));
    }

    [Fact]
    public async Task Nothing_to_decide_about_is_said_and_nothing_stored()
    {
        var initiative = await portal.AddAsync("rien", "Rien de suggéré");
        using var curator = await portal.CuratorAsync();

        var page = await DeskHost.PressAsync(curator, await curator.GetPageAsync("/curation?partenaire=rien"), "Enregistrer");

        Assert.Contains("Ajoutez au moins une catégorie", page.QuerySelector("#ajout-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await portal.VerdictsAsync(initiative));
    }

    [Fact]
    public async Task Undoing_takes_all_verdicts_of_the_gesture_back_and_shows_the_initiative_again()
    {
        var initiative = await portal.AddAsync("annuler", "À reprendre");
        await portal.SuggestAsync(initiative, "SOL", 0.9f, isSure: true);
        await portal.SuggestAsync(initiative, "SAN", 0.4f);
        using var curator = await portal.CuratorAsync();
        var page = await DeskHost.PressAsync(curator, await curator.GetPageAsync("/curation?partenaire=annuler"), "Enregistrer", ["SAN"]);

        page = await curator.SubmitAsync((IHtmlFormElement)page.QuerySelector("form[data-testid=done]")!, new Dictionary<string, string?> { ["geste"] = page.QuerySelector("[data-testid=done] button")!.GetAttribute("value") });

        Assert.Equal("À reprendre", page.QuerySelector("[data-testid=item] h2")!.TextContent);
        Assert.Empty(await portal.VerdictsAsync(initiative));
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>("select count(*) from decision where initiative_id = $1 and undone_at is null", initiative));
    }

    [Fact]
    public async Task The_categories_that_facets_count_follow_a_decision()
    {
        var initiative = await portal.AddAsync("facettes", "Zzyzx des facettes");
        await portal.SuggestAsync(initiative, "PAT", 0.6f);
        using var curator = await portal.CuratorAsync();
        await DeskHost.PressAsync(curator, await curator.GetPageAsync("/curation?partenaire=facettes"), "Enregistrer", ["PAT"]);

        Assert.Equal(1L, await portal.Database.ScalarAsync<long>(
            "select count(*) from initiative_category where category_id = $1 and initiative_id = $2 and origin = 'confirmed'", portal.Category("PAT"), initiative));
    }

    [Fact]
    public async Task Skipping_shows_the_next_until_the_initiative_changes_and_never_asking_again_holds_for_everybody()
    {
        var skipped = await portal.AddAsync("passer", "Passée");
        await portal.SuggestAsync(skipped, "SOL", 0.5f);
        var muted = await portal.AddAsync("passer", "Écartée");
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");

        var page = await curator.GetPageAsync($"/curation?partenaire=passer&fiche={skipped}");
        page = await DeskHost.PressAsync(curator, page, "Passer");
        Assert.Equal("Écartée", page.QuerySelector("[data-testid=item] h2")!.TextContent);
        page = await DeskHost.PressAsync(curator, page, "Ne plus demander");
        Assert.NotNull(page.QuerySelector("[data-testid=none]"));

        Assert.Equal("Passée", (await admin.GetPageAsync("/curation?partenaire=passer")).QuerySelector("[data-testid=item] h2")!.TextContent);
        Assert.Contains("Écartée", (await admin.GetPageAsync("/curation?partenaire=passer&file=ecartees")).QuerySelector(".queue")!.TextContent, StringComparison.Ordinal);
        await portal.Database.ExecuteAsync("update initiative set revision = revision + 1 where id = $1", skipped);
        await portal.Database.ExecuteAsync("delete from desk_lease");
        Assert.Equal("Passée", (await curator.GetPageAsync("/curation?partenaire=passer")).QuerySelector("[data-testid=item] h2")!.TextContent);
        Assert.True(muted > 0);
    }

    [Fact]
    public async Task The_queue_is_narrowed_by_theme_and_by_territory_at_any_level()
    {
        await portal.Database.ExecuteAsync("insert into territory (code, level, name, search_name, parent_code) values ('REG-94', 'region', 'Corse', 'corse', null), ('DEP-2A', 'departement', 'Corse-du-Sud', 'corse-du-sud', 'REG-94') on conflict do nothing");
        var mobile = await portal.AddAsync("tri", "Le car du soir");
        var island = await portal.AddAsync("tri", "Le jardin de l’île");
        await portal.SuggestAsync(mobile, "TER/MOB", 0.6f);
        await portal.SuggestAsync(island, "ENV", 0.6f);
        await portal.Database.ExecuteAsync("update initiative set territory_code = 'DEP-2A' where id = $1", island);
        using var curator = await portal.CuratorAsync();

        Assert.Equal(["Le car du soir"], await QueueAsync(curator, "&theme=TER/MOB"));
        Assert.Equal(["Le jardin de l’île"], await QueueAsync(curator, "&territoire=DEP-2A"));
        Assert.Equal(["Le jardin de l’île"], await QueueAsync(curator, "&territoire=REG-94"));
        Assert.Empty(await QueueAsync(curator, "&territoire=REG-94&theme=TER/MOB"));
        var page = await curator.GetPageAsync("/curation?partenaire=tri&territoire=REG-94");
        Assert.Contains("(filtrée)", page.QuerySelector(".desk-filters summary")!.TextContent, StringComparison.Ordinal);

        async Task<IEnumerable<string>> QueueAsync(PortalVisitor visitor, string filters) =>
            (await visitor.GetPageAsync("/curation?partenaire=tri" + filters)).QuerySelectorAll(".queue a").Select(line => line.FirstChild!.TextContent);
    }

    [Fact]
    public async Task A_tag_that_says_what_the_suggestions_doubt_is_a_disagreement()
    {
        var doubted = await portal.AddAsync("doute", "Étiquetée à tort ?");
        var agreed = await portal.AddAsync("doute", "Étiquetée à raison");
        foreach (var (initiative, probability) in new[] { (doubted, 0.05f), (agreed, 0.9f) })
        {
            await portal.SuggestAsync(initiative, "SPO", probability);
            await portal.Database.ExecuteAsync("insert into initiative_category (initiative_id, category_id, origin) values ($1, $2, 'mapped')", initiative, portal.Category("SPO"));
        }

        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation?partenaire=doute&file=desaccords");

        Assert.Equal(["Étiquetée à tort ?"], page.QuerySelectorAll(".queue a").Select(line => line.FirstChild!.TextContent));
    }

    [Fact]
    public async Task Everything_is_ticked_at_once_looked_over_and_saved()
    {
        var initiative = await portal.AddAsync("tout", "Tout lui va");
        await portal.SuggestAsync(initiative, "SOL", 0.3f);
        await portal.SuggestAsync(initiative, "EMP", 0.2f);
        using var curator = await portal.CuratorAsync();

        var page = await DeskHost.PressAsync(curator, await curator.GetPageAsync("/curation?partenaire=tout"), "Tout cocher");

        Assert.Empty(await portal.VerdictsAsync(initiative));
        Assert.All(page.QuerySelectorAll<IHtmlInputElement>("input[name=oui]"), box => Assert.True(box.IsChecked));
        await DeskHost.PressAsync(curator, page, "Enregistrer");
        Assert.Equal(["EMP accepted", "SOL accepted"], await portal.VerdictsAsync(initiative));
    }

    [Fact]
    public async Task What_is_hardly_likely_is_folded_away_not_ticked_with_the_rest_and_refused_with_it()
    {
        var initiative = await portal.AddAsync("plier", "Beaucoup de suggestions");
        foreach (var (path, probability) in new[] { ("SOL", 0.9f), ("EMP", 0.4f), ("SAN", 0.3f), ("NUM", 0.24f), ("SPO", 0.2f), ("PAT", 0.15f), ("ENV", 0.1f) })
        {
            await portal.SuggestAsync(initiative, path, probability);
        }

        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation?partenaire=plier");

        string[] Shown(string selector) => [.. page.QuerySelectorAll(selector).Select(choice => choice.GetAttribute("data-category")!)];
        Assert.Equal(["SOL", "EMP", "SAN", "NUM", "SPO"], Shown("#choix > [data-testid=choice]"));
        Assert.Equal(["PAT", "ENV"], Shown("[data-testid=unlikely]:not([open]) [data-testid=choice]"));
        Assert.Equal("2 autres, peu probables", page.QuerySelector("[data-testid=unlikely] > summary")!.TextContent);
        page = await DeskHost.PressAsync(curator, page, "Tout cocher");
        Assert.Equal(["PAT", "ENV"], Shown("[data-testid=choice]:has(input[name=oui]:not([checked]))"));
        await DeskHost.PressAsync(curator, page, "Enregistrer");
        Assert.Equal(
            ["EMP accepted", "ENV rejected", "NUM accepted", "PAT rejected", "SAN accepted", "SOL accepted", "SPO accepted"], await portal.VerdictsAsync(initiative));
    }

    [Fact]
    public async Task What_was_put_aside_is_taken_up_again_from_its_history()
    {
        var initiative = await portal.AddAsync("reprendre", "Écartée puis reprise");
        using var curator = await portal.CuratorAsync();
        await DeskHost.PressAsync(curator, await curator.GetPageAsync("/curation?partenaire=reprendre"), "Ne plus demander");
        var history = await curator.GetPageAsync($"/curation/historique/{initiative}");
        var resume = history.QuerySelectorAll("button").OfType<IHtmlButtonElement>().Single(button => button.TextContent.StartsWith("Reprendre", StringComparison.Ordinal));
        resume.Form!.SetAttribute("action", new Url(new Url(history.Url), resume.GetAttribute("formaction")!).Href);

        history = await curator.SubmitAsync(resume.Form, new Dictionary<string, string?>());

        Assert.Contains("puis reprise", history.QuerySelector(".log")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await curator.GetPageAsync("/curation?partenaire=reprendre")).QuerySelector("[data-testid=item]"));
    }

    [Fact]
    public async Task Only_curators_reach_the_desk()
    {
        using var visitor = portal.Visitor();
        Assert.NotNull((await visitor.GetPageAsync("/curation")).QuerySelector("input[name=mot-de-passe]"));
        using var editor = await portal.CuratorAsync("sources");
        await editor.GetPageAsync("/curation", HttpStatusCode.Forbidden);
        using var curator = await portal.CuratorAsync();
        await curator.GetPageAsync("/curation?fiche=999999", HttpStatusCode.NotFound);
        Assert.NotNull((await curator.GetPageAsync("/curation?fiche=abc&file=nimporte&theme=XX&territoire=YY")).QuerySelector("h1"));
    }

    private string Label(string path) => portal.Scheme.Find(Facet.Theme, path)!.Label;

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Replace('\u202f', ' ').Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
