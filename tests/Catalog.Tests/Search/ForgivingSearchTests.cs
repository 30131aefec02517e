using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class ForgivingSearchTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    [Theory]
    [InlineData("mediahteque", "médiathèque")]
    [InlineData("médiatheqe", "médiathèque")]
    [InlineData("MEDIATHEUQE", "médiathèque")]
    public async Task A_misspelt_word_finds_and_the_correction_is_said(string typed, string meant)
    {
        var library = await catalogue.AddAsync("typos", "Médiathèque ouverte le dimanche");
        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = typed }, CancellationToken.None);

        Assert.Equal(library, Assert.Single(results.Hits).Id);
        Assert.Equal(meant, results.SearchedInstead);
        Assert.Empty(results.Hits[0].Reason.Words);
    }

    [Fact]
    public async Task A_correction_is_only_proposed_when_the_question_finds_something_as_it_is()
    {
        await catalogue.AddAsync("proposed", "Fanfare du faubourg");
        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = "fanfare fabourg" }, CancellationToken.None);

        Assert.Null(results.SearchedInstead);
        Assert.Equal("fanfare faubourg", Assert.Single(results.Corrections));
    }

    [Fact]
    public async Task A_letter_left_out_is_likelier_than_another_one_however_frequent_the_other_word_is()
    {
        var biscuit = await catalogue.AddAsync("slips", "Le cookie du quartier");
        for (var i = 0; i < 5; i++)
        {
            await catalogue.AddAsync("slips", $"Atelier de copie {i}");
        }

        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = "cooie" }, CancellationToken.None);

        Assert.Equal("cookie", results.SearchedInstead);
        Assert.Equal(biscuit, results.Hits[0].Id);
    }

    [Fact]
    public async Task A_word_one_slip_away_counts_as_if_it_had_been_typed()
    {
        await catalogue.AddAsync("counted", "Kermesse du hameau");
        await catalogue.IndexAsync();

        var (typed, slipped) = (await catalogue.Search.FindAsync(new SearchRequest { Question = "kermesse hameau" }, CancellationToken.None), await catalogue.Search.FindAsync(new SearchRequest { Question = "kermesse hamau" }, CancellationToken.None));

        Assert.Equal(Assert.Single(typed.Hits).Score, Assert.Single(slipped.Hits).Score, 5);
    }

    [Theory]
    [InlineData("rdv pr 1 ptit dej solidaire", "petit")]
    [InlineData("asso bcp benevoles", "association")]
    public async Task Telephone_spellings_are_read_in_full(string typed, string word)
    {
        var breakfast = await catalogue.AddAsync("sms", "Petit déjeuner solidaire", "Une association et ses bénévoles donnent rendez-vous.");
        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = typed }, CancellationToken.None);

        Assert.Contains(results.Hits, hit => hit.Id == breakfast && hit.Snippet.Pieces().Concat(hit.Title.Pieces()).Any(piece => piece.IsMarked && piece.Text.Equals(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Typing_suggests_initiatives_categories_and_partners()
    {
        var id = await catalogue.AddAsync("suggested", "Le jardin suspendu");
        await catalogue.GiveAsync(id, "theme", "JAR", "Jardinage urbain");
        await catalogue.IndexAsync();
        await catalogue.FindAsync("jardin");

        var suggestions = await catalogue.Search.SuggestAsync("Jard", 3, CancellationToken.None);

        Assert.Contains(new SearchSuggestion(SuggestionKind.Category, "Jardinage urbain", "JAR", SearchFacet.Theme), suggestions);
        Assert.Contains(suggestions, suggestion => suggestion is { Kind: SuggestionKind.Initiative, Label: "Le jardin suspendu" });
        Assert.Contains(await catalogue.Search.SuggestAsync("sugges", 3, CancellationToken.None), suggestion => suggestion is { Kind: SuggestionKind.Partner, Value: "suggested" });
        Assert.Empty(await catalogue.Search.SuggestAsync("%_'\\", 3, CancellationToken.None));
    }

    [Fact]
    public async Task An_initiative_has_peers_elsewhere_and_other_help_nearby()
    {
        await catalogue.AddTerritoriesAsync();
        var here = await catalogue.AddAsync("peers", "Taxi solidaire de Guéret");
        var elsewhere = await catalogue.AddAsync("peers", "Taxi solidaire de Tulle");
        var nearby = await catalogue.AddAsync("peers", "Portage de repas d’Aubusson");
        foreach (var (id, territory, theme) in new[] { (here, "COM-23096", "MOB"), (elsewhere, "COM-19272", "MOB"), (nearby, "COM-23008", "ALI") })
        {
            await catalogue.PlaceAsync(id, territory);
            await catalogue.GiveAsync(id, "theme", theme, theme);
        }

        await catalogue.IndexAsync();

        Assert.Equal([elsewhere], (await catalogue.Search.FindSimilarAsync(here, 3, CancellationToken.None)).Select(hit => hit.Id));
        var complementary = await catalogue.Search.FindComplementaryAsync(here, 60, 10, CancellationToken.None);
        Assert.InRange(Assert.Single(complementary, hit => hit.Id == nearby).DistanceKm!.Value, 25, 40);
        Assert.DoesNotContain(complementary, hit => hit.Id == elsewhere);
        Assert.Empty(await catalogue.Search.FindSimilarAsync(-1, 3, CancellationToken.None));
    }

    [Fact]
    public async Task Too_little_in_a_territory_leads_to_the_wider_ones()
    {
        await catalogue.AddTerritoriesAsync();
        foreach (var (title, territory) in new[] { ("Ludothèque d’Aubusson", "COM-23008"), ("Ludothèque de Guéret", "COM-23096"), ("Ludothèque de Tulle", "COM-19272") })
        {
            await catalogue.PlaceAsync(await catalogue.AddAsync("wider", title), territory);
        }

        await catalogue.IndexAsync();

        var results = await catalogue.FindAsync("ludothèque", SearchFacet.Territory, "COM-23008");

        Assert.Equal([new WiderTerritory("DEP-23", "Creuse", 2), new WiderTerritory("REG-75", "Nouvelle-Aquitaine", 3)], results.Wider);
        Assert.Empty((await catalogue.FindAsync("ludothèque", SearchFacet.Territory, "REG-75")).Wider);
    }

    [Fact]
    public async Task Where_no_initiative_has_ever_been_what_serves_everywhere_is_found_and_wider_territories_are_proposed()
    {
        await catalogue.AddTerritoriesAsync();
        await catalogue.ExecuteAsync("insert into territory (code, level, name, parent_code) values ('COM-23030', 'commune', 'Bourganeuf', 'DEP-23')");
        var everywhere = await catalogue.AddAsync("empty", "Joujouthèque en ligne");
        await catalogue.ExecuteAsync("update initiative set is_national = true where id = $1", everywhere);
        await catalogue.PlaceAsync(await catalogue.AddAsync("empty", "Joujouthèque d’Aubusson"), "COM-23008");
        await catalogue.IndexAsync();

        var results = await catalogue.FindAsync("joujouthèque", SearchFacet.Territory, "COM-23030");

        Assert.Equal([everywhere], results.Hits.Select(hit => hit.Id));
        Assert.Equal([new WiderTerritory("DEP-23", "Creuse", 2)], results.Wider);
        var creuse = results.Facets.Single(facet => facet.Facet == SearchFacet.Territory).Values.SelectMany(value => value.Children).Single(value => value.Value == "DEP-23");
        Assert.Equal(("Bourganeuf", 1, true), creuse.Children.Where(value => value.Value == "COM-23030").Select(value => (value.Label, value.Count, value.IsSelected)).Single());
        Assert.Equal(0, (await catalogue.FindAsync("joujouthèque", SearchFacet.Territory, "COM-99999")).Total);
    }
}
