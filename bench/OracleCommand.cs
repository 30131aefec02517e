using System.Text.Json;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>Compares the product's answers to random states with those worked out by brute force.</summary>
internal static class OracleCommand
{
    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "states", "initiatives", "seed");
        await using var catalogue = await ScratchCatalogue.CreateAsync(("Search:MeaningWeight", "0"));
        await new MadeUpCatalogue(options.Number("initiatives", 600)).FillAsync(catalogue.Database);
        await MadeUpCatalogue.LeaveGapsAsync(catalogue.Database);
        await catalogue.BringUpToDateAsync("index");
        var oracle = await SearchOracle.LoadAsync(catalogue.Database);
        var search = catalogue.Get<InitiativeSearch>();
        var random = new Random(options.Number("seed", 1));
        var (mismatches, nonEmpty, states) = (0, 0, options.Number("states", 10_000));
        for (var i = 0; i < states; i++)
        {
            var state = oracle.State(random);
            var results = await search.FindAsync(state, CancellationToken.None);
            nonEmpty += results.Total > 0 ? 1 : 0;
            if (oracle.Compare(state, results) is { Count: > 0 } wrong)
            {
                mismatches++;
                Console.Error.WriteLine($"{SearchAddress.Write(state)}: {string.Join("; ", wrong.Take(5))}");
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new { states, mismatches, with_results = nonEmpty }));
    }
}
