using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Visits;

namespace SocialConnect.Bench;

/// <summary>Visits for measurements: the product's own classes, on loopback, without the pauses that politeness asks for elsewhere.</summary>
internal sealed class BenchVisit(ScratchCatalogue catalogue)
{
    /// <summary>What the catalogue of a measurement is to be made with.</summary>
    public static (string Key, string Value)[] Settings { get; } =
    [
        ("Ingestion:AllowLoopback", "true"),
        ("Ingestion:Contact", "bench"),
        ("Ingestion:Delay", "00:00:00"),
        ("Ingestion:LeastDelay", "00:00:00"),
        ("Ingestion:RetryAfter", "00:00:00.02"),
    ];

    public async Task<long> AddPartnerAsync(string slug, Recipe recipe)
    {
        var partners = catalogue.Get<PartnerStore>();
        var partner = await partners.SaveAsync(slug, slug, recipe.Start[0], "", CancellationToken.None);
        await partners.SaveRecipeAsync(partner.Id, RecipeDocument.Write(recipe), "", null, CancellationToken.None);
        return partner.Id;
    }

    public async Task<VisitEnd> RunAsync(long partner, VisitKind kind = VisitKind.Visit)
    {
        await AskAsync(partner, kind);
        return await RunAskedAsync() ?? throw new InvalidOperationException("The visit asked for could not be claimed.");
    }

    public Task AskAsync(long partner, VisitKind kind = VisitKind.Visit) => catalogue.Get<VisitStore>().AskAsync(partner, kind, null, CancellationToken.None);

    /// <summary>Runs a visit that was asked for, or that a worker has left.</summary>
    /// <param name="claimed">Called once it is this worker's.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<VisitEnd?> RunAskedAsync(Action? claimed = null)
    {
        if (await catalogue.Get<VisitStore>().ClaimAsync($"bench:{Environment.ProcessId}:{Guid.NewGuid():N}", TimeSpan.FromHours(1), CancellationToken.None) is not { } claim)
        {
            return null;
        }

        claimed?.Invoke();
        var run = new VisitRun(
            claim, RecipeDocument.Parse(claim.RecipeJson), catalogue.Get<PageFetcher>(), catalogue.Get<VisitLedger>(), catalogue.Get<VisitEnding>(),
            catalogue.Get<IOptions<IngestionOptions>>().Value, TimeProvider.System, NullLogger.Instance);
        return await run.RunAsync(CancellationToken.None, CancellationToken.None);
    }
}
