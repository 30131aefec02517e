using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Curation.Quality;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Websites;

/// <summary>Asks the websites that initiatives name now and then whether they are still there, so that curators hear of dead links before visitors do.</summary>
public sealed partial class WebsiteLoop(
    WebsiteStore websites, PageFetcher fetcher, IOptions<IngestionOptions> options, TimeProvider clock, ILogger<WebsiteLoop> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private const int PerRound = 40;

    // Only whether something answers is of interest.
    private const long MostBytes = 2_000_000;

    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1);

    /// <summary>Asks the addresses that are due, a round of them.</summary>
    /// <returns>How many were asked.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var due = await websites.ClaimAsync(PerRound, cancellationToken);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (address, stop) =>
        {
            var page = await fetcher.FetchAsync(new PageRequest(address) { MaxBytes = MostBytes, Time = TimeSpan.FromSeconds(20) }, stop);
            await websites.KeepAsync(address, WhyDead(page), options.Value.WebsitesEvery, stop);
        });
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first round is a while after the start, when there is more urgent work.
        using var timer = new PeriodicTimer(LooksEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotAsked(failure);
            }
        }
    }

    // A site that turns robots away, asks for patience or sends a large file is there; what we are not allowed to ask we do not know.
    private static string? WhyDead(FetchedPage page) => (page.Outcome, page.Status) switch
    {
        (FetchOutcome.Missing, _) => page.Message,
        (FetchOutcome.Failed, not (429 or 503)) => page.Message,
        (FetchOutcome.Refused, 0 or (>= 300 and < 400)) => page.Message,
        _ => null,
    };

    [LoggerMessage(LogLevel.Error, "Asking whether websites are still there failed; it is tried again in a minute")]
    private partial void LogNotAsked(Exception failure);
}
