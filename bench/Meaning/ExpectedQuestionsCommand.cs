using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench.Meaning;

/// <summary>
/// What expected questions add: of the texts that several people have asked about, half of the questions are stored as if a language model had expected
/// them, and the other half is asked, without and with what is stored. People's own questions are the best that a language model could have expected.
/// </summary>
internal static class ExpectedQuestionsCommand
{
    private const int Depth = 100;

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "corpus", "queries", "set");
        var (stored, asked) = Halve(RetrievalSet.Questions(options.Required("queries")));
        if (asked.Count == 0)
        {
            throw new UsageException("No text of this set has two questions: there is nothing to store one and ask the other of.");
        }

        await using var catalogue = await ScratchCatalogue.CreateAsync(options.Settings("set"));
        var ids = await RetrievalCommand.FillAsync(catalogue, RetrievalSet.Corpus(options.Required("corpus")));
        await BringUpToDateAsync(catalogue);
        var without = await AskAsync(catalogue, ids, asked);

        await StoreAsync(catalogue, ids, stored);
        await BringUpToDateAsync(catalogue);
        var with = await AskAsync(catalogue, ids, asked);
        Console.WriteLine(JsonSerializer.Serialize(new { stored = stored.Count, asked = asked.Count, without = without.ToResult(), with = with.ToResult() }));
    }

    private static (List<QuestionLine> Stored, List<QuestionLine> Asked) Halve(IReadOnlyList<QuestionLine> questions)
    {
        var stored = new List<QuestionLine>();
        var asked = new List<QuestionLine>();
        foreach (var text in questions.Where(question => question.Relevant.Length == 1).GroupBy(question => question.Relevant[0]))
        {
            var shuffled = text.OrderBy(question => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question.Id))), StringComparer.Ordinal).ToList();
            stored.AddRange(shuffled.Take(shuffled.Count / 2));
            asked.AddRange(shuffled.Count > 1 ? shuffled.Skip(shuffled.Count / 2) : []);
        }

        return (stored, asked);
    }

    private static async Task StoreAsync(ScratchCatalogue catalogue, Dictionary<long, string> ids, List<QuestionLine> stored)
    {
        var initiatives = ids.ToDictionary(pair => pair.Value, pair => pair.Key);
        await using var connection = await catalogue.Database.OpenConnectionAsync();
        foreach (var text in stored.GroupBy(question => question.Relevant[0]))
        {
            await ExpectedQuestionStore.SaveAsync(connection, initiatives[text.Key], "people", [.. text.Select(question => question.Text)], CancellationToken.None);
        }
    }

    private static Task BringUpToDateAsync(ScratchCatalogue catalogue) => catalogue.BringUpToDateAsync("index", "embed", "embed-next");

    private static async Task<RetrievalMeasures> AskAsync(ScratchCatalogue catalogue, Dictionary<long, string> ids, List<QuestionLine> asked)
    {
        var search = catalogue.Get<InitiativeSearch>();
        var measures = new RetrievalMeasures();
        foreach (var question in asked)
        {
            var since = Stopwatch.GetTimestamp();
            var results = await search.FindAsync(new SearchRequest { Question = question.Text, PageSize = Depth, PlaceFromQuestion = false }, CancellationToken.None);
            measures.Add([.. results.Hits.Select(hit => ids[hit.Id])], question.Relevant, Stopwatch.GetElapsedTime(since));
        }

        return measures;
    }
}
