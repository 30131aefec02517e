using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>Asks a large made-up catalogue at a steady rate, whatever the answers take, beside a bare round trip and the naive statement.</summary>
internal static class SearchCommand
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "initiatives", "rate", "seconds", "keep", "set", "url");
        if (options.Find("url") is { Length: > 0 } url)
        {
            await AskPagesAsync(new Uri(url), options);
            return;
        }

        var initiatives = options.Number("initiatives", 100_000);
        var settings = options.Settings("set");
        await using var catalogue = options.Find("keep") is { Length: > 0 } kept ? await ScratchCatalogue.KeepAsync(kept, settings) : await ScratchCatalogue.CreateAsync(settings);
        var clock = Stopwatch.StartNew();
        if (!await MadeUpCatalogue.IsFilledAsync(catalogue.Database))
        {
            await new MadeUpCatalogue(initiatives).FillAsync(catalogue.Database);
        }

        Console.Error.WriteLine($"filled with {initiatives} initiatives in {clock.Elapsed.TotalSeconds:0} s");
        clock.Restart();
        await catalogue.BringUpToDateAsync("index");
        var indexSeconds = clock.Elapsed.TotalSeconds;
        Console.Error.WriteLine($"indexed in {indexSeconds:0} s");
        clock.Restart();
        await catalogue.BringUpToDateAsync("embed", "embed-next");
        Console.Error.WriteLine($"embedded in {clock.Elapsed.TotalSeconds:0} s");
        await ExecuteAsync(catalogue.Database, "vacuum analyze");

        var search = catalogue.Get<InitiativeSearch>();
        clock.Restart();
        await search.FindAsync(MadeUpCatalogue.Request(0), CancellationToken.None);
        var firstSeconds = clock.Elapsed.TotalSeconds;
        await LoadAsync(FindAsync, options.Number("rate", 20), Warmup);
        using var stages = new StageTimes();
        var (collections, paused) = (GC.CollectionCount(2), GC.GetTotalPauseDuration());
        var measured = await LoadAsync(FindAsync, options.Number("rate", 20), TimeSpan.FromSeconds(options.Number("seconds", 60)));
        (collections, paused) = (GC.CollectionCount(2) - collections, GC.GetTotalPauseDuration() - paused);
        var bare = await TimeAsync(200, () => ExecuteAsync(catalogue.Database, "select 1"));
        var naive = await TimeAsync(1, () => NaiveSearch.RunAsync(catalogue.Database, MadeUpCatalogue.Request(Random.Shared.Next()).Question));

        async Task<double> FindAsync(SearchRequest request) => (await search.FindAsync(request, CancellationToken.None)).Total;

        var p50 = Percentiles.Of(measured.Milliseconds, 0.5);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            p50_ms = Math.Round(p50, 2),
            p95_ms = Math.Round(Percentiles.Of(measured.Milliseconds, 0.95), 2),
            p99_ms = Math.Round(Percentiles.Of(measured.Milliseconds, 0.99), 2),
            errors = measured.Errors,
            requests = measured.Milliseconds.Count,
            average_total = Math.Round(measured.Totals.Average(), 1),
            initiatives,
            select1_p50_ms = Math.Round(Percentiles.Of(bare, 0.5), 3),
            naive_p50_ms = Math.Round(Percentiles.Of(naive, 0.5), 1),
            times_select1 = Math.Round(p50 / Percentiles.Of(bare, 0.5), 1),
            naive_times = Math.Round(Percentiles.Of(naive, 0.5) / p50, 1),
            index_seconds = Math.Round(indexSeconds, 1),
            first_answer_seconds = Math.Round(firstSeconds, 2),
            stages_p50_p95_ms = stages.Read(),
            full_collections = collections,
            collector_pauses_ms = Math.Round(paused.TotalMilliseconds),
            memory_mb = GC.GetTotalMemory(forceFullCollection: true) / 1_000_000,
        }));
    }

    // The same questions to a running portal, whose catalogue was filled by this command: what a visitor waits for the whole page.
    private static async Task AskPagesAsync(Uri portal, Options options)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All }) { BaseAddress = portal };
        await LoadAsync(AskAsync, options.Number("rate", 20), Warmup);
        var (milliseconds, sizes, errors) = await LoadAsync(AskAsync, options.Number("rate", 20), TimeSpan.FromSeconds(options.Number("seconds", 60)));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            p50_ms = Math.Round(Percentiles.Of(milliseconds, 0.5), 2),
            p95_ms = Math.Round(Percentiles.Of(milliseconds, 0.95), 2),
            p99_ms = Math.Round(Percentiles.Of(milliseconds, 0.99), 2),
            errors,
            requests = milliseconds.Count,
            average_page_kb = Math.Round(sizes.Average() / 1000, 1),
        }));

        async Task<double> AskAsync(SearchRequest request) => (await http.GetByteArrayAsync("/recherche?" + SearchAddress.Write(request).TrimStart('?'))).Length;
    }

    // Requests start on time even while others are late: a slow answer must show in the figures of those behind it.
    private static async Task<(List<double> Milliseconds, List<double> Totals, int Errors)> LoadAsync(Func<SearchRequest, Task<double>> ask, int rate, TimeSpan length)
    {
        var milliseconds = new ConcurrentBag<double>();
        var totals = new ConcurrentBag<double>();
        var errors = 0;
        var running = new List<Task>();
        var since = Stopwatch.StartNew();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        for (var number = 1; since.Elapsed < length; number++)
        {
            var request = MadeUpCatalogue.Request(number);
            var due = Stopwatch.GetTimestamp();
            running.Add(Task.Run(async () =>
            {
                try
                {
                    totals.Add(await ask(request));
                    milliseconds.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
                }
                catch (Exception failure) when (failure is NpgsqlException or HttpRequestException)
                {
                    Interlocked.Increment(ref errors);
                    Console.Error.WriteLine(failure.Message);
                }
            }));
            await beat.WaitForNextTickAsync();
        }

        await Task.WhenAll(running);
        return ([.. milliseconds], [.. totals], errors);
    }

    private static async Task<List<double>> TimeAsync(int times, Func<Task> action)
    {
        var milliseconds = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var since = Stopwatch.GetTimestamp();
            await action();
            milliseconds.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return milliseconds;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
