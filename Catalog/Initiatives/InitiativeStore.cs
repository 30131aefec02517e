using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Initiatives;

public sealed class InitiativeStore(NpgsqlDataSource database)
{
    // A hand-edited field keeps the hand's value; the source's own goes to "source" only, where the difference shows.
    private const string SaveSql =
        """
        insert into initiative as i (
            partner_id, key, page_url, title, summary, body, organisation, website, image_url, address, postcode,
            latitude, longitude, published_on, extra, source)
        values (
            @partner, @key, @page_url, @title, @summary, @body, @organisation, @website, @image_url, @address, @postcode,
            @latitude, @longitude, @published_on, @extra, @source)
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
        returning i.id, (xmax = 0) as is_new
        """;

    /// <summary>Adds the initiative, or refreshes it when its partner's page has changed. Tags are kept as written.</summary>
    /// <returns>What it meant for the catalogue. An unchanged one writes nothing.</returns>
    public async Task<SaveOutcome> SaveAsync(long partnerId, CollectedInitiative collected, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(SaveSql, connection);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("key", collected.Key);
        command.Parameters.AddWithValue("page_url", collected.PageUrl.AbsoluteUri);
        command.Parameters.AddWithValue("title", collected.Title);
        command.Parameters.AddWithValue("summary", collected.Summary);
        command.Parameters.AddWithValue("body", collected.Body);
        command.Parameters.AddNullable("organisation", collected.Organisation);
        command.Parameters.AddNullable("website", collected.Website?.AbsoluteUri);
        command.Parameters.AddNullable("image_url", collected.ImageUrl?.AbsoluteUri);
        command.Parameters.AddNullable("address", collected.Address);
        command.Parameters.AddNullable("postcode", collected.Postcode);
        command.Parameters.AddNullable("latitude", collected.Latitude);
        command.Parameters.AddNullable("longitude", collected.Longitude);
        command.Parameters.AddNullable("published_on", collected.PublishedOn);
        command.Parameters.Add(new NpgsqlParameter("extra", NpgsqlDbType.Jsonb) { Value = collected.Extra.ToJsonString() });
        command.Parameters.Add(new NpgsqlParameter("source", NpgsqlDbType.Jsonb) { Value = Source(collected) });
        var saved = await command.ReadAllAsync(row => (Id: row.GetInt64(0), IsNew: row.GetBoolean(1)), cancellationToken);
        if (saved.Count == 0)
        {
            return SaveOutcome.Unchanged;
        }

        await SaveTagsAsync(connection, partnerId, saved[0].Id, collected.Tags, cancellationToken);
        await StepLedger.WakeAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saved[0].IsNew ? SaveOutcome.Added : SaveOutcome.Changed;
    }

    private static async Task SaveTagsAsync(NpgsqlConnection connection, long partnerId, long initiativeId, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with read as (select tag, position from unnest(@tags) with ordinality as t(tag, position)),
            dropped as (delete from initiative_tag where initiative_id = @id and tag <> all (@tags)),
            known as (insert into partner_tag (partner_id, tag) select @partner, tag from read on conflict do nothing)
            insert into initiative_tag (initiative_id, tag, position)
            select @id, tag, position from read
            on conflict (initiative_id, tag) do update set position = excluded.position
            """,
            connection);
        command.Parameters.AddWithValue("id", initiativeId);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("tags", tags.Distinct().ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Everything a visit read, in one document: two visits that read the same give the same document.</summary>
    private static string Source(CollectedInitiative collected) => new JsonObject
    {
        ["page_url"] = collected.PageUrl.AbsoluteUri,
        ["title"] = collected.Title,
        ["summary"] = collected.Summary,
        ["body"] = collected.Body,
        ["organisation"] = collected.Organisation,
        ["website"] = collected.Website?.AbsoluteUri,
        ["image_url"] = collected.ImageUrl?.AbsoluteUri,
        ["address"] = collected.Address,
        ["postcode"] = collected.Postcode,
        ["latitude"] = collected.Latitude,
        ["longitude"] = collected.Longitude,
        ["published_on"] = collected.PublishedOn?.ToString("O", CultureInfo.InvariantCulture),
        ["tags"] = JsonSerializer.SerializeToNode(collected.Tags),
        ["extra"] = collected.Extra.DeepClone(),
    }.ToJsonString();
}
