using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Bench;

/// <summary>
/// Serves a made-up site and has a process of its own visit it, so that the memory measured is a visit's and not the server's. A peer, if named, visits the same
/// pages in turn with ours.
/// </summary>
internal static class CrawlCommand
{
    private const int ListLength = 50;

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "pages", "runs", "peer", "visit", "catalogue");
        if (options.Find("visit") is { Length: > 0 } site)
        {
            await VisitAsync(new Uri(site), options.Required("catalogue"));
            return;
        }

        var pages = options.Number("pages", 10_000);
        var initiatives = pages * ListLength / (ListLength + 1);
        await using var server = await ServeAsync(initiatives);
        var address = server.Urls.First();
        List<Run> ours = [], peers = [];
        for (var run = 0; run < options.Number("runs", 1); run++)
        {
            await using (var catalogue = await ScratchCatalogue.CreateAsync(BenchVisit.Settings))
            {
                string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(CrawlCommand).Assembly.Location] : [];
                ours.Add(await StartAsync(Environment.ProcessPath!, [.. self, "crawl", "--visit", address, "--catalogue", catalogue.Name]));
            }

            if (options.Find("peer") is { Length: > 0 } peer)
            {
                peers.Add(await StartAsync("/usr/bin/python3", [peer, address]));
            }
        }

        foreach (var run in ours.Concat(peers))
        {
            Console.Error.WriteLine(JsonSerializer.Serialize(run));
            if (run.Items != initiatives)
            {
                throw new InvalidOperationException($"{initiatives} initiatives are served, and {run.Items} were written down.");
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            pages_per_second = Median(ours, run => run.Pages / run.Seconds),
            peak_rss_mb = Median(ours, run => run.PeakMb),
            peer_pages_per_second = peers.Count == 0 ? (double?)null : Median(peers, run => run.Pages / run.Seconds),
            peer_peak_rss_mb = peers.Count == 0 ? (double?)null : Median(peers, run => run.PeakMb),
        }));
    }

    // The process that is measured: its clock starts when the site's address is known to the catalogue, as a worker's does.
    private static async Task VisitAsync(Uri site, string name)
    {
        await using var catalogue = await ScratchCatalogue.KeepAsync(name, BenchVisit.Settings);
        var visit = new BenchVisit(catalogue);
        var partner = await visit.AddPartnerAsync("made-up", RecipeOf(site));
        var watch = Stopwatch.StartNew();
        var end = await visit.RunAsync(partner);
        var seconds = watch.Elapsed.TotalSeconds;
        if (end.State != "done")
        {
            throw new InvalidOperationException($"The visit ended as {end.State}: {end.Message}");
        }

        Console.WriteLine(JsonSerializer.Serialize(new Run(
            (int)await CountAsync(catalogue, "select count(*) from visit_page where state = 'done'"), (int)await CountAsync(catalogue, "select count(*) from initiative"), seconds, PeakMb()), JsonSerializerOptions.Web));
    }

    /// <summary>Of the made-up site, without a pause.</summary>
    public static Recipe RecipeOf(Uri site) => RecipeDocument.Parse($$"""
        {
          "kind": "listing", "start": "{{site.AbsoluteUri}}liste/0", "items": "article.fiche", "link": "h2 a", "next": "a.suivante@href",
          "fields": { "title": "h2 a" },
          "detail": { "fields": { "title": "h1", "summary": ".resume", "organisation": ".porteur", "address": ".adresse", "tags": "ul.themes li", "website": "a.site@href" } },
          "limits": { "delay": 0, "concurrency": 16, "pages": 1000000, "items": 1000000, "depth": 100000 }
        }
        """);

    private static async Task<long> CountAsync(ScratchCatalogue catalogue, string sql)
    {
        await using var command = catalogue.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The most this process has had in memory so far, as the kernel counts it.</summary>
    private static double PeakMb()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task<Run> StartAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        // As the worker runs: see deploy/Dockerfile and Ingestion.csproj.
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var child = Process.Start(start)!;
        var said = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize<Run>(said.TrimEnd().Split('\n')[^1], JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {child.ExitCode}.");
    }

    private static double Median(IEnumerable<Run> runs, Func<Run, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToList();
        return Math.Round(sorted[sorted.Count / 2], 1);
    }

    public static async Task<WebApplication> ServeAsync(int initiatives)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, initiatives));
        await app.StartAsync();
        return app;
    }

    private static async Task AnswerAsync(HttpContext context, int initiatives)
    {
        var parts = context.Request.Path.Value!.Split('/');
        if (parts is not [_, "liste" or "fiche", var digits] || !int.TryParse(digits, out var number))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(parts[1] == "liste" ? List(number, initiatives) : Detail(number)));
    }

    private static string List(int page, int initiatives)
    {
        var written = new StringBuilder("<!doctype html><html lang=fr><head><title>Initiatives</title></head><body><main>");
        var end = Math.Min((page + 1) * ListLength, initiatives);
        for (var number = page * ListLength; number < end; number++)
        {
            written.Append(CultureInfo.InvariantCulture, $"<article class=fiche><h2><a href='/fiche/{number}'>Initiative {number}</a></h2><p>Un jardin, un atelier, un repas.</p></article>");
        }

        return written.Append(end < initiatives ? $"<a class=suivante href='/liste/{page + 1}'>Suivante</a>" : "").Append("</main></body></html>").ToString();
    }

    private static string Detail(int number)
    {
        var written = new StringBuilder("<!doctype html><html lang=fr><head><title>Fiche</title></head><body><header><nav><ul>");
        for (var link = 0; link < 30; link++)
        {
            written.Append(CultureInfo.InvariantCulture, $"<li><a href='/rubrique/{link}'>Rubrique {link}</a></li>");
        }

        written.Append(CultureInfo.InvariantCulture, $"</ul></nav></header><main><h1>Initiative {number}</h1><p class=resume>Des habitants du quartier {number} ouvrent un atelier de réparation.</p>");
        written.Append(CultureInfo.InvariantCulture, $"<p class=porteur>Association {number % 500}</p><p class=adresse>{number % 90} rue des Écoles</p><ul class=themes><li>Thème {number % 12}</li><li>Entraide</li></ul>");
        written.Append(CultureInfo.InvariantCulture, $"<a class=site href='https://initiative{number}.example/'>Site</a>");
        for (var paragraph = 0; paragraph < 20; paragraph++)
        {
            written.Append(CultureInfo.InvariantCulture, $"<p>Le {paragraph} du mois, chacun apporte ce qui ne marche plus et repart avec un objet réparé, un savoir-faire et l’adresse d’un voisin.</p>");
        }

        return written.Append("</main></body></html>").ToString();
    }

    private sealed record Run(int Pages, int Items, double Seconds, double PeakMb);
}
