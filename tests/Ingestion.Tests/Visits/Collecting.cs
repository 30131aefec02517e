using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Visits;

namespace SocialConnect.Ingestion.Tests.Visits;

/// <summary>Partners and visits as tests need them: on loopback, without pauses.</summary>
internal sealed class Collecting(NpgsqlDataSource database) : IDisposable
{
    private readonly PageFetcher _fetcher = new(Microsoft.Extensions.Options.Options.Create(Quick), TimeProvider.System);
    private int _claims;

    public static IngestionOptions Quick { get; } = new()
    {
        AllowLoopback = true,
        Delay = TimeSpan.Zero,
        LeastDelay = TimeSpan.Zero,
        RetryAfter = TimeSpan.FromMilliseconds(1),
    };

    public VisitStore Visits { get; } = new(database);

    public VisitEnding Ending { get; } = new(database);

    public async Task<long> PartnerAsync(string slug, string recipe)
    {
        var partners = new PartnerStore(database);
        var read = RecipeDocument.Parse(recipe);
        var partner = await partners.SaveAsync(slug, slug, read.Start[0], "", CancellationToken.None);
        await partners.SaveRecipeAsync(partner.Id, recipe, "", null, CancellationToken.None);
        return partner.Id;
    }

    public async Task<VisitClaim> ClaimAsync(long partner, VisitKind kind = VisitKind.Visit)
    {
        await Visits.AskAsync(partner, kind, null, CancellationToken.None);
        return await Visits.ClaimAsync($"test:{++_claims}", TimeSpan.FromMinutes(1), CancellationToken.None) ?? throw new InvalidOperationException("Nothing to claim.");
    }

    public async Task<VisitEnd> VisitAsync(long partner, VisitKind kind = VisitKind.Visit) => await RunAsync(await ClaimAsync(partner, kind));

    public Task<VisitEnd> RunAsync(VisitClaim claim, CancellationToken stop = default, CancellationToken abandon = default) =>
        new VisitRun(claim, RecipeDocument.Parse(claim.RecipeJson), _fetcher, new VisitLedger(database), Ending, Quick, TimeProvider.System, NullLogger.Instance).RunAsync(stop, abandon);

    public void Dispose() => _fetcher.Dispose();
}
