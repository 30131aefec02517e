using System.Text.Json;
using System.Text.Json.Serialization;
using SocialConnect.Bench.Finding;
using SocialConnect.Catalog.Curation.Duplicates;

namespace SocialConnect.Bench.Duplicates;

/// <param name="One">As the catalogue file calls it.</param>
internal sealed record PairLine([property: JsonPropertyName("one")] string One, [property: JsonPropertyName("other")] string Other);

/// <summary>Has the product look for duplicates in a catalogue whose true pairs are known.</summary>
internal static class DuplicatesCommand
{
    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "catalogue", "samples", "pairs", "show");
        var lines = options.Find("samples") is { } folder ? FinderCatalogue.Samples(folder.Length > 0 ? folder : "samples") : FinderCatalogue.Read(options.Required("catalogue"));
        var known = File.ReadLines(options.Required("pairs")).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<PairLine>(line)!).Select(pair => Unordered(pair.One, pair.Other)).ToHashSet();
        await using var catalogue = await FinderCatalogue.CreateAsync(lines, []);
        await catalogue.Scratch.BringUpToDateAsync("duplicates");
        var found = (await catalogue.Scratch.Get<DuplicateStore>().ListAsync(100_000, CancellationToken.None))
            .Select(pair => (Pair: Unordered(catalogue.Ids[pair.Younger.Id], catalogue.Ids[pair.Older.Id]), pair.Probability, pair.Reasons)).ToList();
        if (options.Has("show"))
        {
            foreach (var (pair, probability, reasons) in found)
            {
                Console.Error.WriteLine($"{(known.Contains(pair) ? "one" : "two")} {probability:0.00} {pair.One} {pair.Other}: {string.Join(", ", reasons.Select(reason => $"{reason.Kind} {reason.Weight:0.0}"))}");
            }

            foreach (var pair in known.Except(found.Select(pair => pair.Pair)))
            {
                Console.Error.WriteLine($"missed {pair.One} {pair.Other}");
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            initiatives = lines.Count,
            pairs = known.Count,
            shown = found.Count,
            recall = Math.Round((double)found.Count(pair => known.Contains(pair.Pair)) / known.Count, 3),
            likely = At(found, known, 0.5),
            almost_certain = At(found, known, 0.95),
        }));
    }

    private static object At<T>(List<((string One, string Other) Pair, double Probability, T Reasons)> found, HashSet<(string, string)> known, double least)
    {
        var likely = found.Where(pair => pair.Probability >= least).ToList();
        var right = likely.Count(pair => known.Contains(pair.Pair));
        return new { shown = likely.Count, precision = likely.Count == 0 ? 1 : Math.Round((double)right / likely.Count, 3), recall = Math.Round((double)right / known.Count, 3) };
    }

    private static (string One, string Other) Unordered(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
