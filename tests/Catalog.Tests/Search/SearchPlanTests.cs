using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

/// <summary>Small tables are scanned whatever their indexes; with scans discouraged, a plan that still scans has no index to use.</summary>
public sealed class SearchPlanTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    [Fact]
    public async Task Every_statement_of_a_search_is_served_by_an_index()
    {
        await catalogue.AddAsync("plans", "Jardin partagé", "Des voisins cultivent.");
        await catalogue.IndexAsync();

        var plans = new[]
        {
            await PlanAsync(DocumentFinder.PostingsSql, ("stems", new[] { "jardin", "partag" })),
            await PlanAsync(PhraseFilter.PhrasesSql(2, all: true), ("documents", new[] { 0 }), ("p0", " jardin partage "), ("p1", " lien social ")),
            await PlanAsync(CurrentColumns.ChangedSql, ("seen", await catalogue.ScalarAsync<string>("select pg_current_snapshot()::text"))),
            await PlanAsync(HitReader.HitsSql, ("ids", new[] { 1L })),
            await PlanAsync(Vocabulary.NearSql, ("word", "jardn"), ("shortest", 3), ("longest", 7)),
        };

        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
        Assert.Contains("search_word_trgm", plans[^1], StringComparison.Ordinal);
        Assert.Contains("search_document_changed", plans[2], StringComparison.Ordinal);
    }

    private Task<string> PlanAsync(string sql, params (string Name, object Value)[] parameters) => catalogue.PlanAsync("enable_seqscan = off", sql, parameters);
}
