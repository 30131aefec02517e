using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>The slowest answer to questions made to be slow, on a large catalogue.</summary>
internal static class HostileCommand
{
    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "keep");
        await using var catalogue = await ScratchCatalogue.KeepAsync(options.Required("keep"));
        var words = await CommonWordsAsync(catalogue);
        var requests = HostileQuestions.All.Concat(
            [
                string.Join(' ', words),
                string.Join(' ', words.Select(word => $"\"{word}\"")),
                string.Join(' ', words.Select(word => $"-\"{word} {words[0]}\"")),
                string.Join(' ', words.Select(word => $"-{word}")),
                string.Join(' ', words.Select(word => word[1..] + word[0])),
            ])
            .Select(question => new SearchRequest { Question = question })
            .Append(new SearchRequest { Selected = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(SearchFacet.Partner.Parameter, [.. Enumerable.Range(0, 5_000).Select(i => $"partenaire-{i}")]) })
            .Append(new SearchRequest { Page = int.MaxValue })
            .Append(new SearchRequest { Page = 4_000, Order = SearchOrder.Name })
            .ToList();
        var search = catalogue.Get<InitiativeSearch>();
        await search.FindAsync(new SearchRequest { Question = words[^1] }, CancellationToken.None);
        var (slowest, slowestQuestion) = (0d, "");
        foreach (var request in requests)
        {
            using var stages = new StageTimes();
            var since = Stopwatch.GetTimestamp();
            await search.FindAsync(request, CancellationToken.None);
            var milliseconds = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            var dearest = stages.Read().OrderByDescending(stage => stage.Value[1]).Take(3).Select(stage => FormattableString.Invariant($"{stage.Key} {stage.Value[1]:0}"));
            Console.Error.WriteLine($"{milliseconds:0} ms ({string.Join(", ", dearest)}): {request.Question[..Math.Min(80, request.Question.Length)]}");
            (slowest, slowestQuestion) = milliseconds > slowest ? (milliseconds, request.Question[..Math.Min(40, request.Question.Length)]) : (slowest, slowestQuestion);
        }

        Console.WriteLine(JsonSerializer.Serialize(new { requests = requests.Count, slowest_ms = Math.Round(slowest), slowest = slowestQuestion }));
    }

    private static async Task<List<string>> CommonWordsAsync(ScratchCatalogue catalogue)
    {
        await using var command = catalogue.Database.CreateCommand(
            """
            select (select min(word) from search_word w where w.stem = p.stem) as word
              from search_posting p group by stem having exists (select from search_word w where w.stem = p.stem) order by sum(octet_length(postings)) desc limit 32
            """);
        var words = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            words.Add(reader.GetString(0));
        }

        return words;
    }
}
