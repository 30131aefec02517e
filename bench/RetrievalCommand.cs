using System.Diagnostics;
using System.Text.Json;
using SocialConnect.Bench.Meaning;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>Searches a set of questions with known answers through the product's search.</summary>
internal static class RetrievalCommand
{
    private const int Depth = 100;

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "corpus", "queries", "mode", "run", "spoil", "set", "model");
        var mode = options.Find("mode") ?? "hybrid";
        (string Key, string Value)[] settings = mode switch
        {
            "lexical" => [("Search:MeaningWeight", "0")],
            "meaning" => [("Search:WordWeight", "0"), ("Search:MeaningYield", "0"), ("Search:MeaningBackground", "0"), ("Search:RequiredMeaning", "0"), ("Search:MostByMeaning", "100000")],
            "hybrid" => [],
            _ => throw new UsageException($"--mode is lexical, meaning or hybrid, not '{mode}'."),
        };
        var questions = RetrievalSet.Questions(options.Required("queries"));
        var spoil = RetrievalSet.Spoiler(options.Find("spoil"));

        await using var catalogue = await ScratchCatalogue.CreateAsync([.. settings, .. options.Settings("set")]);
        var ids = await FillAsync(catalogue, RetrievalSet.Corpus(options.Required("corpus")));
        await catalogue.BringUpToDateAsync("index");
        var embedding = mode == "lexical" ? null : await EmbeddingRun.DoAsync(catalogue, options.Find("model"));

        var search = catalogue.Get<InitiativeSearch>();
        await search.FindAsync(new SearchRequest { Question = "échauffement" }, CancellationToken.None);
        var measures = new RetrievalMeasures();
        await using var run = options.Find("run") is { Length: > 0 } path ? new StreamWriter(path) : StreamWriter.Null;
        foreach (var question in questions)
        {
            var request = new SearchRequest { Question = spoil(question.Text), PageSize = Depth, PlaceFromQuestion = false };
            var since = Stopwatch.GetTimestamp();
            var results = await search.FindAsync(request, CancellationToken.None);
            var found = results.Hits.Select(hit => ids[hit.Id]).ToList();
            measures.Add(found, question.Relevant, Stopwatch.GetElapsedTime(since));
            await run.WriteLineAsync(JsonSerializer.Serialize(new { id = question.Id, results = found }));
        }

        var result = JsonSerializer.SerializeToNode(measures.ToResult())!.AsObject();
        if (embedding is not null)
        {
            result["embedding"] = JsonSerializer.SerializeToNode(embedding);
        }

        Console.WriteLine(result.ToJsonString());
    }

    internal static async Task<Dictionary<long, string>> FillAsync(ScratchCatalogue catalogue, IReadOnlyList<CorpusLine> corpus)
    {
        var partner = await catalogue.Get<PartnerStore>().SaveAsync("bench", "Bench", new Uri("https://bench.example/"), "", CancellationToken.None);
        var store = catalogue.Get<InitiativeStore>();
        foreach (var line in corpus)
        {
            var initiative = new CollectedInitiative(line.Id, new Uri("https://bench.example/" + Uri.EscapeDataString(line.Id)), line.Title ?? "") { Body = line.Text };
            await store.SaveAsync(partner.Id, initiative, CancellationToken.None);
        }

        await using var command = catalogue.Database.CreateCommand("select id, key from initiative");
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new Dictionary<long, string>();
        while (await reader.ReadAsync())
        {
            ids[reader.GetInt64(0)] = reader.GetString(1);
        }

        return ids;
    }
}
