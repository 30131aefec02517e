using System.Text.RegularExpressions;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

/// <summary>Tables as large as those of a whole country, with the planner's own choice: a scan of one of them would be a mistake.</summary>
public sealed class LargeCataloguePlanTests(LargeCataloguePlanTests.LargeCatalogue catalogue) : IClassFixture<LargeCataloguePlanTests.LargeCatalogue>
{
    private static readonly string[] LargeTables = ["initiative", "initiative_embedding", "search_document", "search_posting", "search_text", "search_word", "territory", "territory_name", "category_label"];

    [Fact]
    public async Task What_a_search_asks_is_found_by_an_index()
    {
        await AssertNoneScannedAsync(DocumentFinder.PostingsSql, ("stems", new[] { "stem7", "stem70", "stem700" }));
        await AssertNoneScannedAsync(PhraseFilter.PhrasesSql(1, all: true), ("documents", Enumerable.Range(0, 50).ToArray()), ("p0", " jardin partage "));
        await AssertNoneScannedAsync(CurrentColumns.ChangedSql, ("seen", await catalogue.ScalarAsync<string>("select pg_current_snapshot()::text")));
        await AssertNoneScannedAsync(Vocabulary.NearSql, ("word", "mercorsolbri"), ("shortest", 10), ("longest", 14));
        await AssertNoneScannedAsync(TerritoryStore.WithAncestorsSql, ("codes", new[] { "COM-7", "COM-70" }));
    }

    // A page reached by key asks for its own cards alone, however deep it is: as many as any other page.
    [Theory]
    [InlineData(20)]
    [InlineData(SearchRequest.LargestPage)]
    public async Task The_cards_of_a_page_are_found_by_their_numbers_however_deep_it_is(int size) =>
        await AssertNoneScannedAsync(HitReader.HitsSql, ("ids", Enumerable.Range(19_000, size).Select(id => (long)id).ToArray()));

    [Fact]
    public async Task Labels_of_what_is_shown_are_found_without_reading_all_labels()
    {
        foreach (var facet in SearchFacet.All)
        {
            await AssertNoneScannedAsync(FacetLabels.SqlOf(facet), ("values", Enumerable.Range(1, 60).Select(n => facet == SearchFacet.Territory ? $"COM-{n}" : $"V{n}").ToArray()));
        }
    }

    [Fact]
    public async Task What_completes_typed_letters_is_found_by_an_index()
    {
        await AssertNoneScannedAsync(Suggestions.TitlesSql, ("ids", new[] { 7L, 70, 700, 7000 }));
        var typed = (await catalogue.ScalarAsync<string>("select search_name from territory where code = 'COM-7'"))[..4];
        string[] names = [typed, $"le {typed}", $"la {typed}", $"les {typed}", $"l {typed}"];
        await AssertNoneScannedAsync(
            TerritoryStore.SearchSql, ("names", names), ("prefixes", names.Select(name => name + "%").ToArray()), ("postcode", false), ("name", typed), ("count", 4));
    }

    [Fact]
    public async Task What_is_like_an_initiative_asks_for_changed_vectors_alone() =>
        await AssertNoneScannedAsync(VectorColumns.SomeSql, ("model", 1L), ("initiatives", new[] { 7L, 70, 700 }));

    private async Task AssertNoneScannedAsync(string sql, params (string Name, object Value)[] parameters)
    {
        var plan = await catalogue.PlanAsync("jit = off", sql, parameters);

        Assert.All(LargeTables, table => Assert.False(Regex.IsMatch(plan, $@"Seq Scan on {table}\b"), $"{table} is read whole:\n{plan}"));
    }

    public sealed class LargeCatalogue : IndexedCatalogue
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await ExecuteAsync(
                """
                create function letters(number int) returns text language sql as $$ select left(translate(md5(number::text), '0123456789', 'ghijklmnop'), 12) $$;
                insert into territory (code, level, name, search_name, parent_code) values ('FRA', 'country', 'France', 'france', null);
                insert into territory (code, level, name, search_name, parent_code) select 'REG-' || n, 'region', 'Région ' || n, 'region ' || n, 'FRA' from generate_series(1, 18) n;
                insert into territory (code, level, name, search_name, parent_code) select 'DEP-' || n, 'departement', 'Département ' || n, 'departement ' || n, 'REG-' || 1 + n % 18 from generate_series(1, 101) n;
                insert into territory (code, level, name, search_name, parent_code) select 'COM-' || n, 'commune', 'Commune ' || n, letters(n), 'DEP-' || 1 + n % 101 from generate_series(1, 35000) n;
                insert into territory_name (code, name, search_name) select 'COM-' || n, 'Ancienne ' || n, letters(-n) from generate_series(1, 5000) n;
                insert into partner (slug, name, home_url) select 'partner-' || n, 'Partenaire ' || n, 'https://partner.example/' from generate_series(1, 100) n;
                insert into initiative (partner_id, key, page_url, title, summary, body, territory_code)
                select 1 + n % 100, n::text, 'https://partner.example/' || n, 'Initiative ' || n, 'Des voisins.', repeat('Des voisins cultivent. ', 20), 'COM-' || 1 + n % 35000 from generate_series(1, 20000) n;
                insert into embedding_model (name, provider, dimensions) values ('model', 'test', 4);
                insert into initiative_embedding (initiative_id, model_id, chunk, embedding) select n, 1, 0, '[1,0,0,0]' from generate_series(1, 20000) n;
                insert into search_document (number, initiative_id, is_live, facet_values, seen_on, title_key, head_length, text_length, stems)
                select n - 1, n, true, '{1,2,3}', current_date, 'initiative ' || n, 2, 60, 'voisin cultiv' from generate_series(1, 20000) n;
                insert into search_text (number, words) select n - 1, repeat('des voisins cultivent ', 20) from generate_series(1, 20000) n;
                insert into search_posting (stem, block, postings) select 'stem' || n, 0, '\x00000000' from generate_series(1, 50000) n;
                insert into search_word (word, shown, stem) select letters(n), letters(n), 'stem' || n from generate_series(1, 80000) n;
                insert into scheme (name, version, is_active) select 'large', n, n = 5 from generate_series(1, 5) n;
                insert into category (scheme_id, facet, level, notation, position)
                select s, f, 1, 'V' || n, n from generate_series(1, 5) s, unnest(array['theme', 'audience', 'stage', 'approach', 'scale', 'content']) f, generate_series(1, 40) n;
                insert into category_label (category_id, language, kind, text) select id, 'fr', 'preferred', facet || notation from category;
                insert into category_label (category_id, language, kind, text) select id, 'fr', 'synonym', 'Mot ' || n || ' de ' || id from category, generate_series(1, 25) n;
                """);
            await ExecuteAsync("analyze");
        }
    }
}
