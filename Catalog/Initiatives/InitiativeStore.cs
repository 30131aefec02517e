using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Initiatives;

public sealed class InitiativeStore(NpgsqlDataSource database)
{
    // What is the same as before is not touched at all: neither row nor index nor sequence.
    // A hand-edited field keeps the hand's value; the source's own goes to "source" only, where the difference shows.
    private const string SaveSql =
        """
        with read as (
            select *
              from unnest(@key, @page_url, @title, @summary, @body, @organisation, @website, @image_url, @address, @postcode,
                          @latitude, @longitude, @published_on, @extra::jsonb[], @source::jsonb[])
                as r(key, page_url, title, summary, body, organisation, website, image_url, address, postcode,
                     latitude, longitude, published_on, extra, source))
        insert into initiative as i (
            partner_id, key, page_url, title, summary, body, organisation, website, image_url, address, postcode,
            latitude, longitude, published_on, extra, source)
        select @partner, r.*
          from read r
         where not exists (
            select from initiative same
             where same.partner_id = @partner and same.key = r.key and same.source = r.source and same.status <> 'gone')
        on conflict (partner_id, key) do update set
            page_url = excluded.page_url,
            title = case when i.hand ? 'title' then i.title else excluded.title end,
            summary = case when i.hand ? 'summary' then i.summary else excluded.summary end,
            body = case when i.hand ? 'body' then i.body else excluded.body end,
            organisation = case when i.hand ? 'organisation' then i.organisation else excluded.organisation end,
            website = case when i.hand ? 'website' then i.website else excluded.website end,
            image_url = case when i.hand ? 'image_url' then i.image_url else excluded.image_url end,
            address = case when i.hand ? 'address' then i.address else excluded.address end,
            postcode = case when i.hand ? 'postcode' then i.postcode else excluded.postcode end,
            latitude = case when i.hand ? 'latitude' then i.latitude else excluded.latitude end,
            longitude = case when i.hand ? 'longitude' then i.longitude else excluded.longitude end,
            published_on = case when i.hand ? 'published_on' then i.published_on else excluded.published_on end,
            extra = excluded.extra,
            source = excluded.source,
            status = case when i.status = 'gone' then 'published' else i.status end,
            missed_visits = 0,
            last_seen_at = now(),
            changed_at = now(),
            revision = i.revision + 1
        where i.source is distinct from excluded.source or i.status = 'gone'
        returning i.id, i.key, (xmax = 0) as is_new
        """;

    /// <summary>Adds the initiative, or refreshes it when its partner's page has changed. Tags are kept as written.</summary>
    /// <returns>What it meant for the catalogue. An unchanged one writes nothing.</returns>
    public async Task<SaveOutcome> SaveAsync(long partnerId, CollectedInitiative collected, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcomes = await SaveAllAsync(connection, partnerId, [collected], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcomes[0];
    }

    /// <summary>Saves many at once within the caller's transaction, each as <see cref="SaveAsync"/> does, and wakes what brings them up to date.</summary>
    /// <param name="collected">Each key once.</param>
    public static async Task<IReadOnlyList<SaveOutcome>> SaveAllAsync(
        NpgsqlConnection connection, long partnerId, IReadOnlyList<CollectedInitiative> collected, CancellationToken cancellationToken)
    {
        if (collected.Count == 0)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(SaveSql, connection);
        command.Parameters.AddWithValue("partner", partnerId);
        Texts(command, "key", collected, initiative => initiative.Key);
        Texts(command, "page_url", collected, initiative => initiative.PageUrl.AbsoluteUri);
        Texts(command, "title", collected, initiative => initiative.Title);
        Texts(command, "summary", collected, initiative => initiative.Summary);
        Texts(command, "body", collected, initiative => initiative.Body);
        Texts(command, "organisation", collected, initiative => initiative.Organisation);
        Texts(command, "website", collected, initiative => initiative.Website?.AbsoluteUri);
        Texts(command, "image_url", collected, initiative => initiative.ImageUrl?.AbsoluteUri);
        Texts(command, "address", collected, initiative => initiative.Address);
        Texts(command, "postcode", collected, initiative => initiative.Postcode);
        command.Parameters.Add(new NpgsqlParameter("latitude", NpgsqlDbType.Array | NpgsqlDbType.Double) { Value = collected.Select(initiative => initiative.Latitude).ToArray() });
        command.Parameters.Add(new NpgsqlParameter("longitude", NpgsqlDbType.Array | NpgsqlDbType.Double) { Value = collected.Select(initiative => initiative.Longitude).ToArray() });
        command.Parameters.Add(new NpgsqlParameter("published_on", NpgsqlDbType.Array | NpgsqlDbType.Date) { Value = collected.Select(initiative => initiative.PublishedOn).ToArray() });
        Texts(command, "extra", collected, initiative => initiative.Extra.ToJsonString());
        Texts(command, "source", collected, initiative => initiative.ToSource());
        var saved = (await command.ReadAllAsync(row => (Key: row.GetString(1), Saved: (Id: row.GetInt64(0), IsNew: row.GetBoolean(2))), cancellationToken)).ToDictionary(row => row.Key, row => row.Saved);
        if (saved.Count > 0)
        {
            await SaveTagsAsync(connection, partnerId, collected.Where(initiative => saved.ContainsKey(initiative.Key)).Select(initiative => (saved[initiative.Key].Id, initiative.Tags)).ToList(), cancellationToken);
        }

        return collected.Select(initiative => !saved.TryGetValue(initiative.Key, out var row) ? SaveOutcome.Unchanged : row.IsNew ? SaveOutcome.Added : SaveOutcome.Changed).ToList();
    }

    private static async Task SaveTagsAsync(NpgsqlConnection connection, long partnerId, List<(long Id, IReadOnlyList<string> Tags)> saved, CancellationToken cancellationToken)
    {
        var rows = saved.SelectMany(initiative => initiative.Tags.Distinct().Select((tag, position) => (initiative.Id, Tag: tag, Position: position + 1))).ToList();
        await using var command = new NpgsqlCommand(
            $"""
            with read as (select * from unnest(@initiative, @tag, @position) as r(initiative_id, tag, position)),
            dropped as (
                delete from initiative_tag t
                 where t.initiative_id = any (@saved)
                   and not exists (select from read r where r.initiative_id = t.initiative_id and r.tag = t.tag)),
            known as (insert into partner_tag (partner_id, tag) select distinct @partner, tag from read on conflict do nothing),
            tagged as (
                insert into initiative_tag (initiative_id, tag, position)
                select initiative_id, tag, position from read
                on conflict (initiative_id, tag) do update set position = excluded.position where initiative_tag.position <> excluded.position)
            select pg_notify('{StepLedger.Channel}', '')
            """,
            connection);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("saved", saved.Select(initiative => initiative.Id).ToArray());
        command.Parameters.AddWithValue("initiative", rows.Select(row => row.Id).ToArray());
        command.Parameters.AddWithValue("tag", rows.Select(row => row.Tag).ToArray());
        command.Parameters.AddWithValue("position", rows.Select(row => row.Position).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Texts(NpgsqlCommand command, string name, IReadOnlyList<CollectedInitiative> collected, Func<CollectedInitiative, string?> value) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = collected.Select(value).ToArray() });
}
