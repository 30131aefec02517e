using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Territories;

/// <summary>What address services answered, kept so that no address is asked about twice.</summary>
public sealed partial class GeocodingStore(NpgsqlDataSource database)
{
    // The longest question that the Base Adresse Nationale takes.
    private const int LongestQuery = 200;

    /// <summary>The addresses among these initiatives that have no coordinates beside them. What is asked with an address is public already.</summary>
    public static async Task<List<AddressToGeocode>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select i.id, i.address, i.postcode, t.name
              from initiative i left join territory t on t.code = i.territory_code
             where i.id = any (@ids) and i.address <> '' and (i.latitude is null or i.longitude is null)
             order by i.id
            """,
            connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        return await command.ReadAllAsync(
            row => new AddressToGeocode(row.GetInt64(0), row.GetString(1), row.GetStringOrNull(2), QueryFor(row.GetString(1), row.GetStringOrNull(2), row.GetStringOrNull(3))), cancellationToken);
    }

    /// <summary>An earlier answer of the same service that is not older than <paramref name="keptFor"/>.</summary>
    /// <returns>Whether it was asked at all, and what it found.</returns>
    public async Task<(bool Asked, GeocodedAddress? Found)> FindAsync(string query, string service, TimeSpan keptFor, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select latitude, longitude, commune_code, label, kind, score
              from geocoded_address where query = @query and service = @service and asked_at > now() - @kept
            """);
        command.Parameters.AddWithValue("query", query);
        command.Parameters.AddWithValue("service", service);
        command.Parameters.AddWithValue("kept", keptFor);
        var rows = await command.ReadAllAsync(
            row => row.IsDBNull(0)
                ? null
                : new GeocodedAddress(row.GetDouble(0), row.GetDouble(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFloat(5)),
            cancellationToken);
        return (rows.Count > 0, rows.FirstOrDefault());
    }

    /// <summary>Keeps an answer at once, on a connection of its own: it stays when the work it was asked for is rolled back.</summary>
    public async Task KeepAsync(string query, string service, GeocodedAddress? found, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into geocoded_address (query, service, latitude, longitude, commune_code, label, kind, score)
            values (@query, @service, @latitude, @longitude, @commune, @label, @kind, @score)
            on conflict (query) do update
               set service = excluded.service, asked_at = now(), latitude = excluded.latitude, longitude = excluded.longitude,
                   commune_code = excluded.commune_code, label = excluded.label, kind = excluded.kind, score = excluded.score
            """);
        command.Parameters.AddWithValue("query", query);
        command.Parameters.AddWithValue("service", service);
        command.Parameters.AddNullable("latitude", found?.Latitude);
        command.Parameters.AddNullable("longitude", found?.Longitude);
        command.Parameters.AddNullable("commune", found?.CommuneCode);
        command.Parameters.AddNullable("label", found?.Label);
        command.Parameters.AddNullable("kind", found?.Kind);
        command.Parameters.AddNullable("score", (float?)found?.Score);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Says which kept answers are these initiatives', and has them placed again.</summary>
    public static async Task AssignAsync(NpgsqlConnection connection, IReadOnlyList<AddressToGeocode> answered, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into initiative_geocode (initiative_id, address, postcode, query)
            select * from unnest(@ids, @addresses, @postcodes, @queries)
            on conflict (initiative_id) do update set address = excluded.address, postcode = excluded.postcode, query = excluded.query
            """,
            connection);
        command.Parameters.AddWithValue("ids", answered.Select(address => address.Initiative).ToArray());
        command.Parameters.AddWithValue("addresses", answered.Select(address => address.Address).ToArray());
        command.Parameters.Add(new NpgsqlParameter("postcodes", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = answered.Select(address => address.Postcode).ToArray() });
        command.Parameters.AddWithValue("queries", answered.Select(address => address.Query!).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
        await StepLedger.ForgetAsync(connection, "place", [.. answered.Select(address => address.Initiative)], cancellationToken);
    }

    /// <returns>Null when the address names no way, house or place, or no town is known: a service would answer with any street of that name.</returns>
    internal static string? QueryFor(string address, string? postcode, string? territory)
    {
        var line = Spaces().Replace(address, " ").Trim(' ', ',', ';');
        if (!Street().IsMatch(PlaceFinder.PostcodePattern().Replace(line, "")))
        {
            return null;
        }

        var town = PlaceFinder.PostcodePattern().IsMatch(line) ? "" : string.IsNullOrWhiteSpace(postcode) ? territory : postcode.Trim();
        if (town is null)
        {
            return null;
        }

        var query = town.Length == 0 || line.Contains(town, StringComparison.OrdinalIgnoreCase) ? line : $"{line}, {town}";
        return query.Length <= LongestQuery ? query : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"\b(\d{1,4}( ?(bis|ter|quater))?,? \p{L}|rue|avenue|av\.|boulevard|bd|place|pl\.|chemin|route|allées?|quai|impasse|cours|square|passage|sentier|venelle|mail|esplanade|rond-point|faubourg|montée|côte|hameau|lieu-dit|lotissement|résidence|z\.?a\.?c?\.?|z\.?i\.?|parc d|pôle)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Street();
}
