using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Bench;

/// <summary>
/// Visits many hosts at once, each with an address, a robots.txt and a pace of its own, some of whose pages are forbidden or lead to addresses that no
/// visit may reach, and counts what a webmaster would complain about.
/// </summary>
internal static class FleetCommand
{
    private const int ListLength = 20;
    private const int Memories = 4;

    // Two requests that left in time may arrive a little nearer to each other on a busy machine.
    private const double ToleranceMs = 5;

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "hosts", "requests", "pace");
        var hosts = options.Number("hosts", 200);
        var fleet = new Fleet(options.Number("requests", 100_000) / hosts * ListLength / (ListLength + 1), options.Number("pace", 200));
        await using var server = await fleet.StartAsync();
        await using var catalogue = await ScratchCatalogue.CreateAsync(BenchVisit.Settings);
        var visit = new BenchVisit(catalogue);
        for (var host = 1; host <= hosts; host++)
        {
            var partner = await visit.AddPartnerAsync($"host-{host}", RecipeOf(new Uri($"http://127.0.1.{host}:{fleet.Port}/")));
            await visit.AskAsync(partner);
        }

        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(fleet, hosts, stop.Token);
        var watch = Stopwatch.StartNew();
        var ends = await Task.WhenAll(Enumerable.Range(0, hosts).Select(_ => visit.RunAskedAsync()));
        await stop.CancelAsync();
        var (elsewhere, memory) = await watching;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            hosts,
            requests = fleet.Requests,
            seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
            ended = ends.GroupBy(end => end?.State ?? "none").ToDictionary(group => group.Key, group => group.Count()),
            disallowed = fleet.Disallowed,
            gaps_under_pace = fleet.Gaps.Count(gap => gap < fleet.PaceMs - ToleranceMs),
            least_gap_ms = Math.Round(fleet.Gaps.Min(), 1),
            pages_that_lead_elsewhere = fleet.Led,
            sockets_elsewhere = elsewhere,
            memory_mb_by_quarter = memory,
        }));
    }

    private static Recipe RecipeOf(Uri site) => RecipeDocument.Parse($$"""
        {
          "kind": "listing", "start": "{{site.AbsoluteUri}}liste/0", "items": "article", "link": "a", "next": "a.suivante@href",
          "fields": { "title": "a" },
          "detail": { "fields": { "title": "h1", "summary": "p" } },
          "limits": { "delay": 0, "concurrency": 4, "pages": 1000000, "items": 1000000, "depth": 100000 }
        }
        """);

    // Every socket of this machine that leads off it, and this process's memory each time another quarter of the requests has come.
    private static async Task<(int Elsewhere, List<double> Memory)> WatchAsync(Fleet fleet, int hosts, CancellationToken stop)
    {
        var elsewhere = new HashSet<string>(StringComparer.Ordinal);
        var memory = new List<double>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                foreach (var line in (await File.ReadAllLinesAsync("/proc/self/net/tcp", stop)).Skip(1))
                {
                    var remote = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2].Split(':')[0];
                    if (remote != "00000000" && !remote.EndsWith("7F", StringComparison.Ordinal))
                    {
                        elsewhere.Add(remote);
                    }
                }

                if (memory.Count < Memories && fleet.Requests * Memories >= (memory.Count + 1) * fleet.Expected * hosts)
                {
                    memory.Add(Math.Round(Environment.WorkingSet / 1e6));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The visits are over.
        }

        return (elsewhere.Count, memory);
    }

    /// <summary>All hosts in one server, told apart by the address that they are asked at.</summary>
    private sealed class Fleet(int initiatives, int paceMs)
    {
        private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);
        private int _requests;
        private int _disallowed;
        private int _led;

        public int Port { get; private set; }

        public int PaceMs => paceMs;

        public int Requests => _requests;

        public int Disallowed => _disallowed;

        public int Led => _led;

        /// <summary>Milliseconds between two requests to a host.</summary>
        public ConcurrentBag<double> Gaps { get; } = [];

        /// <summary>Requests of one host's visit, about.</summary>
        public int Expected => initiatives + initiatives / ListLength;

        public async Task<WebApplication> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, 0));
            var app = builder.Build();
            app.Run(AnswerAsync);
            await app.StartAsync();
            Port = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;
            return app;
        }

        private async Task AnswerAsync(HttpContext context)
        {
            var (now, host, path) = (Stopwatch.GetTimestamp(), context.Request.Host.Host, context.Request.Path.Value!);
            // What robots.txt asks for holds once it is read.
            if (path != "/robots.txt")
            {
                var last = 0L;
                _last.AddOrUpdate(host, now, (_, before) =>
                {
                    last = before;
                    return now;
                });
                if (last != 0)
                {
                    Gaps.Add(Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
                }
            }

            Interlocked.Increment(ref _requests);
            context.Response.ContentType = "text/html; charset=utf-8";
            switch (path.Split('/'))
            {
                case [_, "robots.txt"]:
                    context.Response.ContentType = "text/plain";
                    await WriteAsync(context, $"User-agent: *\nDisallow: /prive\nCrawl-delay: {(paceMs / 1000.0).ToString(CultureInfo.InvariantCulture)}\n");
                    break;
                case [_, "liste", var number]:
                    await WriteAsync(context, List(int.Parse(number, CultureInfo.InvariantCulture)));
                    break;
                case [_, "fiche", var number] when number.EndsWith("49", StringComparison.Ordinal):
                    Interlocked.Increment(ref _led);
                    context.Response.Redirect(number.Length % 2 == 0 ? "http://169.254.169.254/latest/meta-data" : "http://10.11.12.13/");
                    break;
                case [_, "fiche", var number]:
                    await WriteAsync(context, $"<!doctype html><html lang=fr><title>Fiche</title><main><h1>Initiative {number} de {host}</h1><p>Un jardin, un atelier, un repas.</p></main></html>");
                    break;
                case [_, "prive", ..]:
                    Interlocked.Increment(ref _disallowed);
                    break;
                default:
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    break;
            }
        }

        // One link of each list is forbidden by robots.txt.
        private string List(int page)
        {
            var written = new StringBuilder("<!doctype html><html lang=fr><title>Liste</title><main>");
            var end = Math.Min((page + 1) * ListLength, initiatives);
            for (var number = page * ListLength; number < end; number++)
            {
                written.Append(CultureInfo.InvariantCulture, $"<article><a href='/fiche/{number}'>Initiative {number}</a></article>");
            }

            written.Append(CultureInfo.InvariantCulture, $"<article><a href='/prive/{page}'>Brouillon {page}</a></article>");
            return written.Append(end < initiatives ? $"<a class=suivante href='/liste/{page + 1}'>Suivante</a>" : "").Append("</main></html>").ToString();
        }

        private static Task WriteAsync(HttpContext context, string text) => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }
}
