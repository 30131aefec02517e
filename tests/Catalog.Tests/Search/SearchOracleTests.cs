using SocialConnect.Bench;
using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class SearchOracleTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    [Fact]
    public async Task Totals_counts_scores_and_orders_are_those_that_brute_force_finds()
    {
        await new MadeUpCatalogue(150).FillAsync(catalogue.Source);
        await MadeUpCatalogue.LeaveGapsAsync(catalogue.Source);
        await MadeUpCatalogue.TellAsync(catalogue.Source);
        await catalogue.IndexAsync();
        var oracle = await SearchOracle.LoadAsync(catalogue.Source);
        var search = catalogue.NewSearch(new SearchOptions { MeaningWeight = 0 });
        var random = new Random(20);
        var (nonEmpty, ties) = (0, 0);
        for (var i = 0; i < 80; i++)
        {
            var state = oracle.State(random, isNeed: i % 4 == 0);

            var results = await search.FindAsync(state, CancellationToken.None);

            nonEmpty += results.Total > 0 ? 1 : 0;
            var order = await oracle.CompareOrderAsync(search, state, results);
            var wrong = (await oracle.CompareAsync(state, results)).Concat(order.Wrong).ToList();
            ties += order.Ties;
            Assert.True(wrong.Count == 0, $"{SearchAddress.Write(state)}: {string.Join("; ", wrong)}");
        }

        Assert.InRange(nonEmpty, 20, 80);
        Assert.True(ties > 0, "nothing was equal");
    }
}
