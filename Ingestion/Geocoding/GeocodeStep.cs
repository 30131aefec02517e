using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Territories;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Ingestion.Geocoding;

/// <summary>Asks an address service, where one is set, for the position of addresses that came without one; each address once.</summary>
public sealed class GeocodeStep(GeocodingStore store, AddressGeocoder geocoder, IOptions<GeocodingOptions> options) : IUpToDateStep
{
    // Raised with every change of what is asked or let in.
    private const int Edition = 1;

    public string Name => "geocode";

    // The rows are locked while the service is asked, at its pace.
    public int BatchSize => 5;

    public Task<string?> VersionAsync(CancellationToken cancellationToken) =>
        Task.FromResult(geocoder.IsReady ? $"{Edition} {options.Value.Endpoint} {options.Value.LeastScore}" : null);

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        var service = options.Value.Endpoint!.AbsoluteUri;
        var answered = new List<AddressToGeocode>();
        foreach (var address in await GeocodingStore.ReadAsync(connection, initiatives, cancellationToken))
        {
            if (address.Query is not { } query)
            {
                continue;
            }

            var (asked, found) = await store.FindAsync(query, service, options.Value.KeepFor, cancellationToken);
            if (!asked)
            {
                found = await geocoder.FindAsync(query, cancellationToken);
                await store.KeepAsync(query, service, found, cancellationToken);
            }

            if (found is not null)
            {
                answered.Add(address);
            }
        }

        if (answered.Count > 0)
        {
            await GeocodingStore.AssignAsync(connection, answered, cancellationToken);
        }
    }
}
