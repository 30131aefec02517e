using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SocialConnect.Bench.Finding;

namespace SocialConnect.Bench.Chat;

/// <summary>Many people in conversation with the real portal at once, with connections that break in the middle of answers.</summary>
internal static class ChatLoadCommand
{
    // How many connect at the same moment: a crowd, not a single stroke.
    private const int ConnectTogether = 50;

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "sessions", "seconds", "samples", "pause", "cut", "set");
        var sessionCount = options.Number("sessions", 1000);
        var seconds = options.Number("seconds", 60);
        var folder = options.Find("samples") is { Length: > 0 } given ? given : "samples";
        var manner = new ChatManner(Questions(folder), Pause(options.Find("pause") ?? "20-40"), options.Number("cut", 10) / 100.0);
        var settings = options.Settings("set");
        await using var catalogue = await FinderCatalogue.CreateAsync(FinderCatalogue.Samples(folder), settings);
        // All sessions come from one address here; the pace of an address has its own tests.
        await using var portal = await PortalProcess.StartAsync(catalogue.Scratch.Address, [("Finder:QuestionsPerMinute", "1000000"), .. settings]);
        var tally = new ChatTally();
        var sessions = Enumerable.Range(0, sessionCount).Select(seed => new ChatSession(portal.Address, manner, tally, seed)).ToList();
        foreach (var crowd in sessions.Chunk(ConnectTogether))
        {
            await Task.WhenAll(crowd.Select(session => session.ConnectAsync()));
        }

        var (since, worked) = (Stopwatch.GetTimestamp(), portal.Worked);
        using (var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds)))
        {
            await Task.WhenAll(sessions.Select(session => session.RunAsync(over.Token)));
        }

        var (elapsed, used) = (Stopwatch.GetElapsedTime(since), portal.Worked - worked);
        tally.Compare(await KeptPartsAsync(catalogue.Scratch));
        foreach (var (kind, count) in tally.ErrorKinds)
        {
            await Console.Error.WriteLineAsync($"{count} × {kind}");
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            sessions = sessionCount,
            pause_s = $"{manner.Pause.From:0}-{manner.Pause.To:0}",
            turns = tally.Finished.Count,
            with_cards = tally.Answered,
            first_card_p50_ms = tally.Percentile(0.5),
            first_card_p95_ms = tally.Percentile(0.95),
            first_card_p99_ms = tally.Percentile(0.99),
            reconnects = tally.Reconnects,
            errors = tally.Errors,
            lost = tally.Lost,
            doubled = tally.Doubled,
            portal_cores = Math.Round(used / elapsed, 2),
        }));
        foreach (var crowd in sessions.Chunk(ConnectTogether))
        {
            await Task.WhenAll(crowd.Select(session => session.DisposeAsync().AsTask()));
        }
    }

    private static List<string> Questions(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "evaluation", "scenarios.jsonl")).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!["text"]!.GetValue<string>())];

    private static (double From, double To) Pause(string text) =>
        text.Split('-') is [var from, var to]
        && double.TryParse(from, CultureInfo.InvariantCulture, out var least) && double.TryParse(to, CultureInfo.InvariantCulture, out var most) && least >= 0 && most >= least
            ? (least, most)
            : throw new UsageException($"--pause takes seconds such as 20-40, not '{text}'.");

    private static async Task<Dictionary<string, int>> KeptPartsAsync(ScratchCatalogue scratch)
    {
        var kept = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var command = scratch.Database.CreateCommand("select id, jsonb_array_length(parts) from conversation_turn");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            kept[reader.GetString(0)] = reader.GetInt32(1);
        }

        return kept;
    }
}
