using System.Text.Json;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>Compares the product's answers to random states, every so-manyth of them a need that is told, with those worked out by brute force, chooses one of the values shown, and reads each to its last page.</summary>
internal static class OracleCommand
{
    // Made-up words mean little to each other: with the default nothing would be found by its meaning alone.
    private const string FoundByMeaning = "0.15";

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "states", "initiatives", "seed", "mode", "needs");
        var isHybrid = (options.Find("mode") ?? "hybrid") switch
        {
            "lexical" => false,
            "hybrid" => true,
            var other => throw new UsageException($"--mode is lexical or hybrid, not '{other}'."),
        };
        await using var catalogue = await ScratchCatalogue.CreateAsync(isHybrid ? [("Search:RequiredMeaning", FoundByMeaning)] : [("Search:MeaningWeight", "0")]);
        await new MadeUpCatalogue(options.Number("initiatives", 600)).FillAsync(catalogue.Database);
        await MadeUpCatalogue.LeaveGapsAsync(catalogue.Database);
        await MadeUpCatalogue.TellAsync(catalogue.Database);
        await catalogue.BringUpToDateAsync(isHybrid ? ["index", "embed", "embed-next"] : ["index"]);
        var meaning = isHybrid ? await OracleMeaning.LoadAsync(catalogue.Database, catalogue.Get<ActiveEmbedding>(), catalogue.Get<IOptions<SearchOptions>>().Value) : null;
        var oracle = await SearchOracle.LoadAsync(catalogue.Database, meaning);
        var search = catalogue.Get<InitiativeSearch>();
        var random = new Random(options.Number("seed", 1));
        var needsEvery = options.Number("needs", 4);
        var (mismatches, corrected, nonEmpty, byMeaning, byLikeness, needs, clicks, ranks, ties, states) = (0, 0, 0, 0, 0, 0, 0, 0, 0, options.Number("states", 10_000));
        for (var i = 0; i < states; i++)
        {
            var state = oracle.State(random, isNeed: needsEvery > 0 && i % needsEvery == 0);
            needs += state.IsNeed ? 1 : 0;
            var results = await search.FindAsync(state, CancellationToken.None);
            if (results.Corrections.Count > 0 || results.SearchedInstead is not null)
            {
                // « Ballet » may be a slip of the « billet » that an initiative tells of: brute force reads words as they are.
                corrected++;
                continue;
            }

            nonEmpty += results.Total > 0 ? 1 : 0;
            byLikeness += results.Hits.Any(hit => hit.Reason is { Words.Count: 0, RelatedWords.Count: 0, Likeness: > 0 }) ? 1 : 0;
            byMeaning += results.Hits.Any(hit => hit.Reason.IsByMeaning) ? 1 : 0;
            var wrong = (await oracle.CompareAsync(state, results)).ToList();
            if (SearchOracle.Click(random, state, results) is { } click)
            {
                clicks++;
                var clicked = await search.FindAsync(click.Request, CancellationToken.None);
                if (clicked.Total != click.Count)
                {
                    wrong.Add($"{SearchAddress.Write(click.Request)} finds {clicked.Total}, {click.Count} were shown");
                }
            }

            var order = await oracle.CompareOrderAsync(search, state, results);
            (ranks, ties) = (ranks + order.Ranks, ties + order.Ties);
            wrong.AddRange(order.Wrong);
            if (wrong.Count > 0)
            {
                mismatches++;
                Console.Error.WriteLine($"{SearchAddress.Write(state)}: {string.Join("; ", wrong.Take(5))}");
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new { states, mismatches, corrected, with_results = nonEmpty, with_results_by_meaning = byMeaning, needs, with_results_by_likeness = byLikeness, values_chosen = clicks, ranks, ties }));
    }
}
