using System.Diagnostics;
using System.Text.Json;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>Types titles, letter by letter, into a large catalogue.</summary>
internal static class SuggestCommand
{
    private const int Longest = 12;

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "keep", "titles");
        await using var catalogue = await ScratchCatalogue.KeepAsync(options.Required("keep"));
        var titles = new List<string>();
        await using (var command = catalogue.Database.CreateCommand("select title from initiative order by md5(id::text) limit @count"))
        {
            command.Parameters.AddWithValue("count", options.Number("titles", 100));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                titles.Add(reader.GetString(0));
            }
        }

        var search = catalogue.Get<InitiativeSearch>();
        await search.SuggestAsync("échauffement", 5, CancellationToken.None);
        var milliseconds = new List<double>();
        var found = 0;
        foreach (var typed in titles.SelectMany(title => Enumerable.Range(2, Longest - 1).Select(length => title[..Math.Min(length, title.Length)])))
        {
            var since = Stopwatch.GetTimestamp();
            found += (await search.SuggestAsync(typed, 5, CancellationToken.None)).Count > 0 ? 1 : 0;
            milliseconds.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            typed = milliseconds.Count,
            answered = found,
            p50_ms = Math.Round(Percentiles.Of(milliseconds, 0.5), 2),
            p95_ms = Math.Round(Percentiles.Of(milliseconds, 0.95), 2),
            p99_ms = Math.Round(Percentiles.Of(milliseconds, 0.99), 2),
        }));
    }
}
