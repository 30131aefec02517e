namespace SocialConnect.Catalog.Territories;

/// <summary>Recognises places in everyday French: "en Creuse", "à Guéret", "dans le 23", "près de Lyon", "35000", "dans le Limousin".</summary>
public sealed class PlaceReader(TerritoryStore store, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LookForNewEdition = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookForFirstEdition = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private Gazetteer? _gazetteer;
    private long _lookedAt = long.MinValue;

    /// <summary>Until the worker has loaded the official geography, no place is recognised.</summary>
    public async Task<PlaceReading> ReadAsync(string question, CancellationToken cancellationToken)
    {
        var known = await GazetteerAsync(cancellationToken);
        return known is null
            ? new PlaceReading([], false, false, [], question)
            : new QuestionPlaces(question, known).Read();
    }

    /// <summary>Whether a territory lies in one of the others; false while the official geography is not loaded.</summary>
    public async Task<bool> IsInsideAsync(string code, IReadOnlyList<Territory> containers, CancellationToken cancellationToken) =>
        await GazetteerAsync(cancellationToken) is { } known && known.ByCode(code) is { } territory && containers.Any(container => known.IsInside(territory, container));

    public void Dispose() => _loading.Dispose();

    /// <summary>The index of all names; null until the official geography is loaded.</summary>
    internal async Task<Gazetteer?> GazetteerAsync(CancellationToken cancellationToken)
    {
        if (IsFresh)
        {
            return _gazetteer;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh)
            {
                if (await store.EditionAsync(cancellationToken) != _gazetteer?.Edition && await store.AllAsync(cancellationToken) is { } all)
                {
                    _gazetteer = new Gazetteer(all.Edition, all.Territories, all.Names, EverydayPlaces.Read());
                }

                _lookedAt = clock.GetTimestamp();
            }

            return _gazetteer;
        }
        finally
        {
            _loading.Release();
        }
    }

    private bool IsFresh => _lookedAt != long.MinValue
        && clock.GetElapsedTime(_lookedAt) < (_gazetteer is null ? LookForFirstEdition : LookForNewEdition);
}
