using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>Reads whole initiatives, for their pages.</summary>
public sealed class InitiativeReader(NpgsqlDataSource database)
{
    private const string RecordSql =
        """
        with recursive around (code, level, name, parent_code, depth) as (
            select t.code, t.level, t.name, t.parent_code, 0
              from initiative i join territory t on t.code = i.territory_code
             where i.id = @id
            union all
            select t.code, t.level, t.name, t.parent_code, around.depth + 1
              from around join territory t on t.code = around.parent_code)
        select i.id, i.status, i.title, i.summary, i.body, i.organisation, i.website, i.image_url, i.address, i.is_national,
               i.latitude, i.longitude, i.published_on, p.slug, p.name, p.home_url, case when i.page_url like 'upload:%' then p.home_url else i.page_url end,
               initiative_seen_at(i), i.changed_at, i.first_seen_at,
               coalesce((select jsonb_agg(jsonb_build_array(code, level, name) order by depth) from around where level <> 'country'), '[]')::text,
               coalesce((select jsonb_object_agg(hand.key, jsonb_build_object('by', hand.value ->> 'by', 'at', hand.value ->> 'at', 'over', hand.value ->> 'over', 'now', i.source ->> hand.key))
                           from jsonb_each(i.hand) as hand), '{}')::text
          from initiative i
          join partner p on p.id = i.partner_id
         where i.id = @id
        """;

    private const string CategoriesSql =
        """
        select category.facet, category.notation, parent.notation, coalesce(label.text, category.notation), ic.origin, ic.probability::float8,
               (select max(d.decided_at) from decision d
                 where d.initiative_id = ic.initiative_id and d.category_id = ic.category_id and d.verdict = 'accepted' and d.undone_at is null)
          from initiative_category ic
          join category on category.id = ic.category_id
          join scheme on scheme.id = category.scheme_id and scheme.is_active
          left join category parent on parent.id = category.parent_id
          left join category_label label on label.category_id = category.id and label.language = 'fr' and label.kind = 'preferred'
         where ic.initiative_id = @id
         order by array_position(array['theme', 'audience', 'stage', 'approach', 'scale', 'content'], category.facet),
                  coalesce(parent.position, category.position), category.level, category.position
        """;

    /// <returns>Null when there never was such an initiative.</returns>
    public async Task<InitiativeRecord?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        foreach (var sql in new[] { RecordSql, CategoriesSql, "select tag from initiative_tag where initiative_id = @id order by position" })
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue("id", id);
            batch.BatchCommands.Add(command);
        }

        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        var record = ToRecord(row);
        await row.NextResultAsync(cancellationToken);
        var categories = new List<RecordCategory>();
        while (await row.ReadAsync(cancellationToken))
        {
            categories.Add(new RecordCategory(
                row.GetString(0), row.GetString(1), row.GetStringOrNull(2), row.GetString(3), row.GetString(4), row.GetDouble(5), row.GetValueOrNull<DateTimeOffset>(6)));
        }

        await row.NextResultAsync(cancellationToken);
        var tags = new List<string>();
        while (await row.ReadAsync(cancellationToken))
        {
            tags.Add(row.GetString(0));
        }

        return record with { Categories = categories, Tags = tags };
    }

    /// <summary>Follows mergers to the initiative that stands for this one today.</summary>
    /// <returns>Its id and title; null when there is none.</returns>
    public async Task<(long Id, string Title)?> FindStandingAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with recursive chain (id, title, merged_into) as (
                select id, title, merged_into from initiative where id = @id
                union
                select i.id, i.title, i.merged_into from initiative i join chain on i.id = chain.merged_into)
            select id, title from chain where merged_into is null
            """);
        command.Parameters.AddWithValue("id", id);
        var standing = await command.ReadAllAsync(row => (row.GetInt64(0), row.GetString(1)), cancellationToken);
        return standing.Count > 0 ? standing[0] : null;
    }

    private static InitiativeRecord ToRecord(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Status = row.GetString(1),
        Title = row.GetString(2),
        Summary = row.GetString(3),
        Body = row.GetString(4),
        Organisation = row.GetStringOrNull(5),
        Website = ToUri(row.GetStringOrNull(6)),
        ImageUrl = ToUri(row.GetStringOrNull(7)),
        Address = row.GetStringOrNull(8),
        IsNational = row.GetBoolean(9),
        Latitude = row.GetValueOrNull<double>(10),
        Longitude = row.GetValueOrNull<double>(11),
        PublishedOn = row.GetValueOrNull<DateOnly>(12),
        PartnerSlug = row.GetString(13),
        PartnerName = row.GetString(14),
        PartnerHome = new Uri(row.GetString(15)),
        PageUrl = new Uri(row.GetString(16)),
        SeenAt = row.GetFieldValue<DateTimeOffset>(17),
        ChangedAt = row.GetFieldValue<DateTimeOffset>(18),
        FirstSeenAt = row.GetFieldValue<DateTimeOffset>(19),
        Territories = [.. JsonSerializer.Deserialize<string[][]>(row.GetString(20))!.Select(part => new RecordTerritory(part[0], part[1], part[2]))],
        Hand = JsonSerializer.Deserialize<Dictionary<string, HandEdit>>(row.GetString(21), JsonSerializerOptions.Web)!,
    };

    // Only what a browser may follow: the addresses come from partners' pages.
    private static Uri? ToUri(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;
}
