using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Partners;

/// <summary>
/// Initiatives that are known by their page's address as it was once written: octets in small letters, hosts with accents, an empty query. Addresses have one form since then, and a visit that
/// meets the page must find its initiative again instead of adding a second one.
/// </summary>
internal static partial class FormerKeys
{
    // Most partners have none, and are read through once a visit.
    private const string CandidatesSql =
        """
        select key from initiative
         where partner_id = @partner and (key ~ '%([0-9A-Fa-f][a-f]|[a-f][0-9A-Fa-f])' or key like '%?' or key ~ '^https?://[^/]*[^ -~]')
         order by id
        """;

    // A partner's own identifier may look like an address: only what the visit has met in the new form, and not in the former, is moved.
    private const string MoveSql =
        $"""
        with {VisitEnding.SeenSql}
        update initiative i set key = m.known
          from unnest(@former, @known) as m(former, known)
         where i.partner_id = @partner and i.key = m.former
           and m.known in (select key from seen) and m.former not in (select key from seen)
           and not exists (select from initiative other where other.partner_id = @partner and other.key = m.known)
        """;

    /// <summary>Gives initiatives that the visit has met the key that it knows them by.</summary>
    public static async Task MoveAsync(NpgsqlConnection connection, long partner, long visit, CancellationToken cancellationToken)
    {
        await using var candidates = new NpgsqlCommand(CandidatesSql, connection);
        candidates.Parameters.AddWithValue("partner", partner);
        var former = (await candidates.ReadAllAsync(row => row.GetString(0), cancellationToken))
            .Select(key => (Former: key, Known: Known(key)))
            .Where(key => key.Known != key.Former)
            .DistinctBy(key => key.Known)
            .ToList();
        if (former.Count == 0)
        {
            return;
        }

        await using var move = new NpgsqlCommand(MoveSql, connection);
        move.Parameters.AddWithValue("partner", partner);
        move.Parameters.AddWithValue("visit", visit);
        move.Parameters.AddWithValue("former", former.Select(key => key.Former).ToArray());
        move.Parameters.AddWithValue("known", former.Select(key => key.Known).ToArray());
        await move.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Known(string key)
    {
        key = Octets().Replace(key.EndsWith('?') ? key[..^1] : key, octet => octet.Value.ToUpperInvariant());
        return Host().Match(key) is { Success: true, Groups: [_, var host] } && !Ascii.IsValid(host.ValueSpan) && Uri.TryCreate(key, UriKind.Absolute, out var address) && address.IdnHost.Length > 0
            ? string.Concat(key.AsSpan(0, host.Index), address.IdnHost, key.AsSpan(host.Index + host.Length))
            : key;
    }

    [GeneratedRegex("%[0-9a-fA-F]{2}")]
    private static partial Regex Octets();

    [GeneratedRegex("^https?://([^/:?]+)")]
    private static partial Regex Host();
}
