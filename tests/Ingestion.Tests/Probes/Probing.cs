using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Probes;
using SocialConnect.Ingestion.Tests.Visits;

namespace SocialConnect.Ingestion.Tests.Probes;

/// <summary>Probes as tests need them: on loopback, without pauses, answered at once.</summary>
internal sealed class Probing(NpgsqlDataSource database, ProbeSettings? settings = null) : IDisposable
{
    private readonly PageFetcher _fetcher = new(Microsoft.Extensions.Options.Options.Create(Collecting.Quick), TimeProvider.System);
    private int _claims;

    public ProbeStore Probes { get; } = new(database);

    public ProbeWork Work => new(Probes, _fetcher, new VisitLedger(database), Microsoft.Extensions.Options.Options.Create(settings ?? new()), NullLogger<ProbeWork>.Instance);

    public ProbeWorker Worker() => new(database, Probes, Work, new UploadStore(database), Microsoft.Extensions.Options.Options.Create(settings ?? new()), TimeProvider.System, NullLogger<ProbeWorker>.Instance);

    public async Task<Probe> AnswerAsync(ProbeRequest request, ProbeWork? work = null)
    {
        var id = await Probes.AskAsync(request, null, default);
        var claim = await Probes.ClaimAsync($"test:{++_claims}", TimeSpan.FromMinutes(2), default);
        await (work ?? Work).AnswerAsync(claim!, default);
        return (await Probes.ReadAsync(id, default))!;
    }

    public void Dispose() => _fetcher.Dispose();
}
