using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Territories;

/// <summary>Gives every initiative its territory and the point to measure distances from. A territory set by hand is kept.</summary>
public sealed class PlaceStep(PlaceReader places) : IUpToDateStep
{
    // Grows when the rules that place an initiative change.
    private const string Rules = "2";

    // What partners call the fields that name a place, beyond the address.
    private static readonly string[] PlaceFields =
        ["city", "town", "commune", "ville", "localite", "departement", "département", "department", "region", "région", "territoire", "territory", "zone", "perimetre", "périmètre", "localisation", "lieu", "location", "area"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Name => "place";

    public int BatchSize => 200;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken) =>
        await places.GazetteerAsync(cancellationToken) is { } gazetteer ? $"{gazetteer.Edition[..16]}/{Rules}" : null;

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        var gazetteer = await places.GazetteerAsync(cancellationToken)
            ?? throw new InvalidOperationException("The official geography has gone from the database: the place step has nothing to place by.");
        var finder = new PlaceFinder(gazetteer);
        var found = (await EvidenceAsync(connection, initiatives, cancellationToken))
            .Select(row => (row.Id, Finding: finder.Find(row.Evidence))).ToList();
        var changed = await SaveAsync(connection, found, cancellationToken);
        if (changed.Count > 0)
        {
            await StepLedger.ForgetAsync(connection, "index", changed, cancellationToken);
        }
    }

    private static async Task<List<(long Id, PlaceEvidence Evidence)>> EvidenceAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select i.id, i.address, i.postcode, i.latitude, i.longitude, i.title, i.summary,
                   array(select value from jsonb_each_text(i.extra) where lower(key) = any (@fields) and value <> ''),
                   a.commune_code, a.latitude, a.longitude
              from initiative i
              left join initiative_geocode g on g.initiative_id = i.id and g.address = i.address and g.postcode is not distinct from i.postcode
              left join geocoded_address a on a.query = g.query
             where i.id = any (@ids)
            """,
            connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        command.Parameters.AddWithValue("fields", PlaceFields);
        return await command.ReadAllAsync(
            row => (row.GetInt64(0), new PlaceEvidence(
                row.GetStringOrNull(1), row.GetStringOrNull(2), row.GetFieldValue<string[]>(7), row.GetValueOrNull<double>(3), row.GetValueOrNull<double>(4), $"{row.GetString(5)}. {row.GetString(6)}")
            {
                Geocoded = row.GetStringOrNull(8) is { } commune ? new GeocodedPoint(commune, row.GetDouble(9), row.GetDouble(10)) : null,
            }),
            cancellationToken);
    }

    /// <returns>The initiatives whose territory, reach or position is another now.</returns>
    private static async Task<List<long>> SaveAsync(NpgsqlConnection connection, List<(long Id, PlaceFinding Finding)> found, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with found as (
                select * from unnest(@ids, @codes, @national, @origins, @latitudes, @longitudes, @conflicts)
                           as f(id, code, is_national, origin, latitude, longitude, conflict)),
            moved as (
                update initiative i
                   set territory_code = case when i.hand ? 'territory_code' then i.territory_code else f.code end,
                       is_national = case when i.hand ? 'is_national' then i.is_national else f.is_national end
                  from found f
                 where i.id = f.id
                   and (case when i.hand ? 'territory_code' then i.territory_code else f.code end is distinct from i.territory_code
                        or case when i.hand ? 'is_national' then i.is_national else f.is_national end is distinct from i.is_national)
                returning i.id),
            placed as (
                insert into initiative_place as p (initiative_id, origin, latitude, longitude, conflict)
                select id, origin, latitude, longitude, conflict::jsonb from found
                on conflict (initiative_id) do update
                   set origin = excluded.origin, latitude = excluded.latitude, longitude = excluded.longitude, conflict = excluded.conflict
                 where (p.origin, p.latitude, p.longitude, p.conflict) is distinct from (excluded.origin, excluded.latitude, excluded.longitude, excluded.conflict)
                returning initiative_id)
            select id from moved union select initiative_id from placed
            """,
            connection);
        command.Parameters.AddWithValue("ids", found.Select(row => row.Id).ToArray());
        command.Parameters.Add(new NpgsqlParameter("codes", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = found.Select(row => row.Finding.Territory?.Code).ToArray() });
        command.Parameters.AddWithValue("national", found.Select(row => row.Finding.IsNational).ToArray());
        command.Parameters.AddWithValue("origins", found.Select(row => row.Finding.Origin).ToArray());
        command.Parameters.AddWithValue("latitudes", found.Select(row => row.Finding.Latitude).ToArray());
        command.Parameters.AddWithValue("longitudes", found.Select(row => row.Finding.Longitude).ToArray());
        command.Parameters.Add(new NpgsqlParameter("conflicts", NpgsqlDbType.Array | NpgsqlDbType.Text)
        {
            Value = found.Select(row => row.Finding.Conflict is { } conflict ? JsonSerializer.Serialize(conflict, Json) : null).ToArray(),
        });
        return await command.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
    }
}
