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
        var visits = catalogue.Get<VisitStore>();
        await visits.AskAsync(partner, kind, null, CancellationToken.None);
        var claim = await visits.ClaimAsync("bench", TimeSpan.FromHours(1), CancellationToken.None) ?? throw new InvalidOperationException("The visit asked for could not be claimed.");
        var run = new VisitRun(
            claim, RecipeDocument.Parse(claim.RecipeJson), catalogue.Get<PageFetcher>(), catalogue.Get<VisitLedger>(), catalogue.Get<VisitEnding>(),
            catalogue.Get<IOptions<IngestionOptions>>().Value, TimeProvider.System, NullLogger.Instance);
        return await run.RunAsync(CancellationToken.None, CancellationToken.None);
    }
}
