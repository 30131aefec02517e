using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation;

/// <summary>Maps tags nobody has decided on, where a tag is a label or synonym of the taxonomy letter for letter but for spelling.</summary>
public static class AutomaticTags
{
    // Words of these facets (« national », « projet », « test ») are too common to mean the facet when a partner uses them for something else as well.
    private static readonly HashSet<string> OnlyByLabel = ["stage", "scale", "content"];

    /// <summary>The categories that an exact match alone justifies: of the theme and its sub-theme of the same name, the sub-theme.</summary>
    public static IReadOnlyList<LabelMatch> Certain(Scheme scheme, string tag)
    {
        var matches = scheme.Matching(tag);
        var certain = matches
            .Where(match => !OnlyByLabel.Contains(match.Category.Facet) || (match.IsLabel && matches.Count == 1))
            .ToList();
        return [.. certain.Where(match => !certain.Exists(other => other.Category.ParentId == match.Category.Id))];
    }

    /// <summary>Maps what it can of the undecided tags of these initiatives, within the connection's transaction.</summary>
    public static async Task MapTagsOfAsync(NpgsqlConnection connection, Scheme scheme, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two workers wait for each other instead of blocking each other.
        await using var command = new NpgsqlCommand(
            """
            select p.partner_id, p.tag
              from partner_tag p
             where p.state = 'unmapped'
               and (p.partner_id, p.tag) in (
                   select i.partner_id, t.tag from initiative i join initiative_tag t on t.initiative_id = i.id where i.id = any (@ids))
             order by p.partner_id, p.tag
               for update
            """,
            connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        var undecided = await command.ReadAllAsync(row => (Partner: row.GetInt64(0), Tag: row.GetString(1)), cancellationToken);
        await MapAsync(connection, scheme, undecided, cancellationToken);
    }

    /// <summary>After an edit of the taxonomy: maps undecided tags that match now, takes back automatic ones that no longer do, within the connection's transaction.</summary>
    /// <returns>How many tags changed, and the initiatives that bear one of them.</returns>
    public static async Task<(int Tags, List<long> Initiatives)> FollowAsync(NpgsqlConnection connection, Scheme scheme, CancellationToken cancellationToken)
    {
        // Initiatives are held before tags are locked, as everywhere: the tags are therefore read twice.
        var expected = await ReadOutdatedAsync(connection, scheme, "", cancellationToken);
        var touched = await PartnerTagStore.InitiativesBearingAsync(connection, expected, cancellationToken);
        await StepLedger.HoldAsync(connection, touched, cancellationToken);
        var changed = await ReadOutdatedAsync(connection, scheme, "for update", cancellationToken);
        await using var clear = new NpgsqlCommand(
            """
            with gone as (
                delete from partner_tag_category m using unnest(@partners, @tags) as c(partner_id, tag)
                 where m.partner_id = c.partner_id and m.tag = c.tag)
            update partner_tag p set state = 'unmapped', decided_at = null from unnest(@partners, @tags) as c(partner_id, tag)
             where p.partner_id = c.partner_id and p.tag = c.tag
            """,
            connection);
        clear.Parameters.AddWithValue("partners", changed.Select(tag => tag.Partner).ToArray());
        clear.Parameters.AddWithValue("tags", changed.Select(tag => tag.Tag).ToArray());
        await clear.ExecuteNonQueryAsync(cancellationToken);
        await MapAsync(connection, scheme, changed, cancellationToken);
        return (changed.Count, await PartnerTagStore.InitiativesBearingAsync(connection, changed, cancellationToken));
    }

    // Tags that an exact match would map otherwise than they are now.
    private static async Task<List<(long Partner, string Tag)>> ReadOutdatedAsync(NpgsqlConnection connection, Scheme scheme, string locking, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select p.partner_id, p.tag,
                   array(select m.category_id from partner_tag_category m where m.partner_id = p.partner_id and m.tag = p.tag order by 1)
              from partner_tag p
             where p.state in ('unmapped', 'automatic')
             order by p.partner_id, p.tag
             {locking}
            """,
            connection);
        var tags = await command.ReadAllAsync(
            row => (Partner: row.GetInt64(0), Tag: row.GetString(1), Categories: row.GetFieldValue<long[]>(2)), cancellationToken);
        return [.. tags
            .Where(tag => !Certain(scheme, tag.Tag).Select(match => match.Category.Id).Order().SequenceEqual(tag.Categories))
            .Select(tag => (tag.Partner, tag.Tag))];
    }

    private static async Task MapAsync(NpgsqlConnection connection, Scheme scheme, List<(long Partner, string Tag)> tags, CancellationToken cancellationToken)
    {
        var rows = (from tag in tags
                    from match in Certain(scheme, tag.Tag)
                    select (tag.Partner, tag.Tag, Category: match.Category.Id)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            with matched as (select * from unnest(@partners, @tags, @categories) as m(partner_id, tag, category_id)),
            marked as (
                update partner_tag p set state = 'automatic', decided_by = null, decided_at = now()
                  from (select distinct partner_id, tag from matched) m
                 where p.partner_id = m.partner_id and p.tag = m.tag)
            insert into partner_tag_category (partner_id, tag, category_id)
            select partner_id, tag, category_id from matched
            on conflict do nothing
            """,
            connection);
        command.Parameters.AddWithValue("partners", rows.Select(row => row.Partner).ToArray());
        command.Parameters.AddWithValue("tags", rows.Select(row => row.Tag).ToArray());
        command.Parameters.AddWithValue("categories", rows.Select(row => row.Category).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
