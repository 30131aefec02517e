using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Conversations;

/// <summary>Reads what may be said about published initiatives.</summary>
public sealed class QuotableRecords(NpgsqlDataSource database)
{
    // Longer bodies are quoted from their beginning.
    private const int LongestBody = 20_000;

    /// <summary>Those that are still published, in the order asked.</summary>
    public async Task<List<QuotableRecord>> ReadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select i.id, i.title, i.summary, left(i.body, @longest), i.organisation, i.website, i.address, i.postcode,
                   array(with recursive up as (
                             select t.code, t.name, t.parent_code, t.level, 0 as height from territory t where t.code = i.territory_code
                             union all
                             select p.code, p.name, p.parent_code, p.level, height + 1 from up join territory p on p.code = up.parent_code)
                         select name from up where level <> 'country' order by height),
                   i.is_national, i.published_on, p.name, i.page_url, i.last_seen_at,
                   array(select tag from initiative_tag where initiative_id = i.id order by position),
                   array(select l.text
                           from initiative_category c
                           join category_label l on l.category_id = c.category_id and l.language = 'fr' and l.kind = 'preferred'
                          where c.initiative_id = i.id order by l.text)
              from unnest(@ids) with ordinality as asked(id, position)
              join initiative i on i.id = asked.id and i.status = 'published'
              join partner p on p.id = i.partner_id
             order by asked.position
            """);
        command.Parameters.AddWithValue("ids", ids.ToArray());
        command.Parameters.AddWithValue("longest", LongestBody);
        return await command.ReadAllAsync(ToRecord, cancellationToken);
    }

    private static QuotableRecord ToRecord(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetStringOrNull(4), ToUri(row.GetStringOrNull(5)), row.GetStringOrNull(6), row.GetStringOrNull(7),
        row.GetFieldValue<string[]>(8), row.GetBoolean(9), row.GetValueOrNull<DateOnly>(10), row.GetString(11), new Uri(row.GetString(12)), row.GetFieldValue<DateTimeOffset>(13),
        row.GetFieldValue<string[]>(14), row.GetFieldValue<string[]>(15));

    private static Uri? ToUri(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
