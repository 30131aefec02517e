using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class InitiativeSearchTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    [Theory]
    [InlineData("potager")]
    [InlineData("POTAGERS")]
    [InlineData("un potager partagé ?")]
    [InlineData("\"potager partagé\"")]
    [InlineData("potagers -ruche")]
    public async Task A_word_finds_its_initiative_however_it_is_written(string question)
    {
        var garden = await catalogue.AddAsync("words", "Potager partagé des Lilas", "Des voisins cultivent.");
        await catalogue.AddAsync("words", "Potager des abeilles", "Une ruche, et un jardin partagé.");
        await catalogue.IndexAsync();

        Assert.Contains(garden, await catalogue.FindAsync(question));
    }

    [Fact]
    public async Task Quotes_ask_for_the_words_in_order_and_a_minus_leaves_out()
    {
        // Words alone, so that no other initiative of this class has them in everyday words.
        using var search = catalogue.NewSearch(new SearchOptions { WideningWeight = 0 });
        async Task<List<long>> FindAsync(string question) => [.. (await search.FindAsync(new SearchRequest { Question = question }, CancellationToken.None)).Hits.Select(hit => hit.Id)];
        var bond = await catalogue.AddAsync("quotes", "Tricoter le lien social");
        var other = await catalogue.AddAsync("quotes", "Tricot, service social, lien entre voisins");
        await catalogue.IndexAsync();

        Assert.Equal([bond], await FindAsync("tricot \"lien social\""));
        Assert.Equal([other], await FindAsync("tricot social -\"lien social\""));
        Assert.Equal([bond], await FindAsync("tricot social -voisin"));
        Assert.Equal(2, (await FindAsync("tricot social lien")).Count);
    }

    [Fact]
    public async Task A_question_in_a_sentence_finds_what_has_its_telling_words_and_nonsense_finds_nothing()
    {
        var visits = await catalogue.AddAsync("sentences", "Visites de convivialité", "Des bénévoles rendent visite aux personnes âgées isolées dans leur hameau.");
        await catalogue.IndexAsync();

        Assert.Equal([visits], await catalogue.FindAsync("Comment faire pour que ma voisine âgée et isolée reçoive des visites dans son hameau ?"));
        Assert.Empty(await catalogue.FindAsync("xqzwt brrglkj"));
    }

    [Fact]
    public async Task The_title_weighs_more_than_the_text_and_the_answer_says_why()
    {
        var inText = await catalogue.AddAsync("why", "Une association", "On y répare des bicyclettes, entre autres activités de quartier.");
        var inTitle = await catalogue.AddAsync("why", "L’atelier des bicyclettes", "On y répare ensemble, entre autres activités de quartier.");
        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = "réparer une bicyclette" }, CancellationToken.None);

        Assert.Equal([inTitle, inText], results.Hits.Select(hit => hit.Id));
        Assert.Equal(["réparer", "bicyclette"], results.Hits[0].Reason.Words);
        Assert.Equal("bicyclettes", Assert.Single(results.Hits[0].Title.Pieces(), piece => piece.IsMarked).Text);
        Assert.Contains(("répare", true), results.Hits[0].Snippet.Pieces());
    }

    [Fact]
    public async Task The_snippet_is_the_passage_that_answers()
    {
        await catalogue.AddAsync("snippet", new CollectedInitiative("/halle", new Uri("https://partner.example/halle"), "La halle aux services")
        {
            Summary = "Un lieu ouvert à tous, au centre du bourg, tenu par une équipe de bénévoles.",
            Body = string.Concat(Enumerable.Repeat("On y vient pour bien des raisons, et l’on y reste pour le café. ", 12)) + "Le jeudi, un conseiller aide à remplir une déclaration d’impôts en ligne. On ferme à midi.",
        });
        await catalogue.IndexAsync();

        var hit = Assert.Single((await catalogue.Search.FindAsync(new SearchRequest { Question = "remplir sa déclaration d’impôts" }, CancellationToken.None)).Hits);

        Assert.StartsWith("… Le jeudi, un conseiller aide à remplir", hit.Snippet.Text, StringComparison.Ordinal);
        Assert.Equal(["remplir", "déclaration", "impôts"], hit.Snippet.Pieces().Where(piece => piece.IsMarked).Select(piece => piece.Text));
    }

    [Fact]
    public async Task What_changes_in_the_catalogue_changes_in_a_search_that_runs_on()
    {
        // Words alone, so that no other initiative of this class has them in everyday words.
        using var search = catalogue.NewSearch(new SearchOptions { WideningWeight = 0 });
        async Task<List<long>> FindAsync(string question) => [.. (await search.FindAsync(new SearchRequest { Question = question }, CancellationToken.None)).Hits.Select(hit => hit.Id)];
        var id = await catalogue.AddAsync("changes", "Épicerie itinérante");
        await catalogue.IndexAsync();
        Assert.Equal([id], await FindAsync("épicerie itinérante"));

        await catalogue.AddAsync("changes", new CollectedInitiative("Épicerie itinérante", new Uri("https://partner.example/page"), "Librairie itinérante"));
        await catalogue.IndexAsync();
        Assert.Empty(await FindAsync("épicerie"));
        Assert.Equal([id], await FindAsync("librairie"));

        await catalogue.ExecuteAsync("update initiative set status = 'gone' where id = $1", id);
        Assert.Empty(await FindAsync("librairie"));

        await catalogue.ExecuteAsync("update initiative set status = 'published' where id = $1", id);
        await catalogue.IndexAsync();
        Assert.Equal([id], await FindAsync("librairie"));

        await catalogue.ExecuteAsync("delete from initiative where id = $1", id);
        Assert.Empty(await FindAsync("librairie"));

        // Takes over the place of the deleted one, and none of its words.
        var next = await catalogue.AddAsync("changes", "Mercerie itinérante");
        await catalogue.IndexAsync();
        Assert.Empty(await FindAsync("librairie"));
        Assert.Equal([next], await FindAsync("mercerie"));
    }

    [Fact]
    public async Task A_theme_takes_in_its_sub_themes_and_gives_way_to_a_chosen_one()
    {
        var bike = await catalogue.AddAsync("themes", "Covoiturage à vélo cargo");
        var bus = await catalogue.AddAsync("themes", "Covoiturage en minibus");
        var none = await catalogue.AddAsync("themes", "Covoiturage sans thème");
        await catalogue.GiveAsync(bike, "theme", "TER", "Territoires");
        await catalogue.GiveAsync(bike, "theme", "TER/MOB", "Mobilité");
        await catalogue.GiveAsync(bus, "theme", "TER/RUR", "Ruralité");
        await catalogue.IndexAsync();

        var all = await catalogue.FindAsync("covoiturage", SearchFacet.Theme);
        var themes = Assert.Single(all.Facets, facet => facet.Facet == SearchFacet.Theme).Values;

        Assert.Equal(["TER:2", ":1"], themes.Select(value => $"{value.Value}:{value.Count}"));
        Assert.Equal(["Mobilité 1", "Ruralité 1"], themes[0].Children.Select(value => $"{value.Label} {value.Count}"));
        Assert.Equal("Non précisé", themes[1].Label);
        Assert.Equal([bike, bus], (await catalogue.FindAsync("covoiturage", SearchFacet.Theme, "TER")).Hits.Select(hit => hit.Id).Order());
        Assert.Equal([bike], (await catalogue.FindAsync("covoiturage", SearchFacet.Theme, "TER", "TER/MOB")).Hits.Select(hit => hit.Id));
        Assert.Equal([bike, none], (await catalogue.FindAsync("covoiturage", SearchFacet.Theme, "TER/MOB", "")).Hits.Select(hit => hit.Id).Order());
    }

    [Fact]
    public async Task A_territory_counts_what_is_in_it_and_what_serves_everywhere()
    {
        await catalogue.AddTerritoriesAsync();
        var ids = new List<long>();
        foreach (var (title, territory) in new[] { ("Guéret", "COM-23096"), ("Aubusson", "COM-23008"), ("Creuse", "DEP-23"), ("Tulle", "COM-19272") })
        {
            ids.Add(await catalogue.AddAsync("places", $"Ressourcerie de {title}"));
            await catalogue.PlaceAsync(ids[^1], territory);
        }

        var everywhere = await catalogue.AddAsync("places", "Ressourcerie en ligne");
        await catalogue.ExecuteAsync("update initiative set is_national = true where id = $1", everywhere);
        await catalogue.AddAsync("places", "Ressourcerie sans adresse");
        await catalogue.IndexAsync();

        var creuse = await catalogue.FindAsync("ressourcerie", SearchFacet.Territory, "DEP-23");
        var region = Assert.Single(creuse.Facets, facet => facet.Facet == SearchFacet.Territory).Values.Single(value => value.Value == "REG-75");

        Assert.Equal([.. ids[..3], everywhere], creuse.Hits.Select(hit => hit.Id).Order());
        Assert.Equal(5, region.Count);
        Assert.Equal([("Creuse", 4), ("Corrèze", 2)], region.Children.Select(value => (value.Label, value.Count)));
        Assert.Equal([("Aubusson", 2), ("Guéret", 2)], region.Children[0].Children.Select(value => (value.Label, value.Count)));
        Assert.Empty(region.Children[1].Children);
        foreach (var value in region.Children)
        {
            Assert.Equal(value.Count, (await catalogue.FindAsync("ressourcerie", SearchFacet.Territory, value.Value)).Total);
        }
    }

    [Fact]
    public async Task What_is_in_the_territory_asked_for_comes_before_what_serves_the_whole_country()
    {
        await catalogue.AddTerritoriesAsync();
        var everywhere = await catalogue.AddAsync("outillage", "Outilthèque en ligne", "Une outilthèque pour emprunter une perceuse.");
        var there = await catalogue.AddAsync("outillage", "Le hangar commun et son outilthèque", "On vient y emprunter de quoi bricoler, jardiner et monter une étagère.");
        await catalogue.PlaceAsync(there, "COM-23096");
        await catalogue.ExecuteAsync("update initiative set is_national = true where id = $1", everywhere);
        await catalogue.IndexAsync();

        Assert.Equal([everywhere, there], await catalogue.FindAsync("outilthèque"));
        Assert.Equal([there, everywhere], (await catalogue.FindAsync("outilthèque", SearchFacet.Territory, "DEP-23")).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Distance_box_and_radius_narrow_and_order()
    {
        await catalogue.AddTerritoriesAsync();
        var near = await catalogue.AddAsync("distance", "Cantine solidaire de Guéret");
        var far = await catalogue.AddAsync("distance", "Cantine solidaire de Tulle");
        var nowhere = await catalogue.AddAsync("distance", "Cantine solidaire");
        await catalogue.PlaceAsync(near, "COM-23096");
        await catalogue.PlaceAsync(far, "COM-19272");
        await catalogue.IndexAsync();
        var request = new SearchRequest { Question = "cantine solidaire", Near = new GeoPoint(45.9, 2.1), Order = SearchOrder.Nearest };

        async Task<IEnumerable<long>> Ids(SearchRequest asked) => (await catalogue.Search.FindAsync(asked, CancellationToken.None)).Hits.Select(hit => hit.Id);

        Assert.Equal([near, far, nowhere], await Ids(request));
        Assert.Equal([near], await Ids(request with { RadiusKm = 40 }));
        Assert.Equal([far], await Ids(request with { Box = new GeoBox(45, 1, 46, 2) }));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repeat_and_mix_the_partners()
    {
        for (var i = 0; i < 30; i++)
        {
            await catalogue.AddAsync(i % 10 == 0 ? "pages-small" : "pages-big", $"Bibliobus numéro {i}");
        }

        await catalogue.IndexAsync();
        var request = new SearchRequest { Question = "bibliobus", PageSize = 7, Seed = 3 };
        var byNumber = new List<long>();
        for (var page = 1; page <= 5; page++)
        {
            byNumber.AddRange((await catalogue.Search.FindAsync(request with { Page = page }, CancellationToken.None)).Hits.Select(hit => hit.Id));
        }

        var byKey = new List<SearchHit>();
        string? after = null;
        do
        {
            var results = await catalogue.Search.FindAsync(request with { After = after }, CancellationToken.None);
            byKey.AddRange(results.Hits);
            after = results.Next;
        }
        while (after is not null);

        Assert.Equal(30, byNumber.Distinct().Count());
        Assert.Equal(byNumber, byKey.Select(hit => hit.Id));
        Assert.Contains(byKey.Take(2), hit => hit.PartnerSlug == "pages-small");
        Assert.NotEqual(byNumber, (await catalogue.Search.FindAsync(request with { Seed = 4, PageSize = 30 }, CancellationToken.None)).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task A_page_reached_by_key_goes_on_after_the_last_one_shown_whatever_has_come_in_before_it()
    {
        for (var i = 0; i < 9; i++)
        {
            await catalogue.AddAsync("keys", $"Lavoir {i}", "Un lavoir rouvert par ses voisins.");
        }

        await catalogue.IndexAsync();
        var request = new SearchRequest { Question = "lavoir", PageSize = 3, Order = SearchOrder.Name };
        var first = await catalogue.Search.FindAsync(request, CancellationToken.None);

        await catalogue.AddAsync("keys", "Le grand lavoir");
        await catalogue.AddAsync("keys", "L’ancien lavoir");
        await catalogue.IndexAsync();
        var second = await catalogue.Search.FindAsync(request with { After = first.Next }, CancellationToken.None);

        Assert.Equal(["Lavoir 0", "Lavoir 1", "Lavoir 2"], first.Hits.Select(hit => hit.Title.Text));
        Assert.Equal(["Lavoir 3", "Lavoir 4", "Lavoir 5"], second.Hits.Select(hit => hit.Title.Text));
    }

    [Fact]
    public async Task A_value_that_counts_nothing_is_hidden_unless_it_is_chosen()
    {
        var hive = await catalogue.AddAsync("zero", "Zigzaguerie de la gare");
        var dance = await catalogue.AddAsync("zero", "Bal de la gare");
        await catalogue.GiveAsync(hive, "stage", "ESSAI", "Essai");
        await catalogue.GiveAsync(dance, "stage", "ESSOR", "Essor");
        await catalogue.IndexAsync();
        static IEnumerable<(string, int, bool)> Stages(SearchResults results) =>
            results.Facets.Single(facet => facet.Facet == SearchFacet.Stage).Values.Select(value => (value.Value, value.Count, value.IsSelected));

        var all = await catalogue.FindAsync("zigzaguerie");
        var browsed = await catalogue.FindAsync("zigzaguerie", SearchFacet.Stage);
        var chosen = await catalogue.FindAsync("zigzaguerie", SearchFacet.Stage, "ESSOR");

        Assert.Equal([hive], all);
        Assert.Equal([("ESSAI", 1, false)], Stages(browsed));
        Assert.Equal([("ESSAI", 1, false), ("ESSOR", 0, true)], Stages(chosen));
    }
}
