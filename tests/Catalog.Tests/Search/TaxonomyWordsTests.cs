using SocialConnect.Catalog.Search;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class TaxonomyWordsTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    [Theory]
    [InlineData("TRI", "synonym", "Tricyclothèque", "une tricyclothèque ?")]
    [InlineData("POU", "synonym", "pouce-pouce", "poucepouce")]
    [InlineData("GUI", "expression", "plus de guimbarde pour le marché", "on n’a plus de guimbarde, et le marché est loin")]
    public async Task What_is_filed_under_a_category_is_found_by_its_words_after_what_says_them(string category, string kind, string text, string question)
    {
        var filed = await catalogue.AddAsync("taxonomy", $"Navette {category}");
        await catalogue.GiveAsync(filed, "theme", $"TER/{category}", category);
        var says = await catalogue.AddAsync("taxonomy", text);
        await catalogue.IndexAsync();
        await WriteAsync(category, kind, text);

        using var search = catalogue.NewSearch();
        var hits = (await search.FindAsync(new SearchRequest { Question = question }, CancellationToken.None)).Hits;

        Assert.Equal([says, filed], hits.Select(hit => hit.Id));
        Assert.Empty(hits[1].Reason.Words);
        Assert.NotEmpty(hits[1].Reason.RelatedWords);
    }

    [Fact]
    public async Task A_search_that_runs_on_hears_of_an_edit_within_seconds_and_forgets_what_was_taken_out()
    {
        var filed = await catalogue.AddAsync("edited", "Halte des marcheurs");
        await catalogue.GiveAsync(filed, "audience", "PELERINS", "Pèlerins");
        await catalogue.IndexAsync();
        using var search = catalogue.NewSearch();
        async Task<bool> FindsAsync(string question) => (await search.FindAsync(new SearchRequest { Question = question }, CancellationToken.None)).Hits.Any(hit => hit.Id == filed);
        Assert.False(await FindsAsync("jacquaire"));

        await catalogue.ExecuteAsync("insert into category_label (category_id, language, kind, text) select id, 'fr', 'synonym', 'jacquaires' from category where notation = 'PELERINS'");
        await catalogue.ExecuteAsync("update scheme set edition = edition + 1");
        await Eventually.TrueAsync(() => FindsAsync("jacquaire"), "the new synonym finds");

        await catalogue.ExecuteAsync("delete from category_label where text = 'jacquaires'");
        await catalogue.ExecuteAsync("update scheme set edition = edition + 1");
        await Eventually.TrueAsync(async () => !await FindsAsync("jacquaire"), "the synonym that was taken out finds nothing");
    }

    [Fact]
    public async Task Half_a_phrase_tells_of_nothing()
    {
        var filed = await catalogue.AddAsync("half", "Navette de la vallée");
        await catalogue.GiveAsync(filed, "theme", "TER/DEM", "Déplacements");
        await catalogue.IndexAsync();
        await WriteAsync("DEM", "expression", "une charrette sans cheval");

        using var search = catalogue.NewSearch();
        var results = await search.FindAsync(new SearchRequest { Question = "charrette" }, CancellationToken.None);

        Assert.Empty(results.Hits);
    }

    private async Task WriteAsync(string category, string kind, string text)
    {
        await catalogue.ExecuteAsync("insert into category_label (category_id, language, kind, text) select id, 'fr', $1::text, $2::text from category where notation = $3", kind, text, category);
        await catalogue.ExecuteAsync("update scheme set edition = edition + 1");
    }
}
