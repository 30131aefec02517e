using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Initiatives;

namespace SocialConnect.Catalog.Partners;

/// <summary>Where a visit's work is written down, batch by batch, so that another worker can go on where one stopped.</summary>
public sealed class VisitLedger(NpgsqlDataSource database)
{
    /// <summary>The report written so far; "{}" at the start.</summary>
    public async Task<string> LoadReportAsync(long visitId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select report::text from visit where id = @visit");
        command.Parameters.AddWithValue("visit", visitId);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The pages still to be asked for, and what the others gave.</summary>
    public async Task<IReadOnlyList<VisitPage>> LoadAsync(long visitId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select number, address, role, depth, carried::text, changed_at, state, attempts, due_at, found::text
              from visit_page where visit_id = @visit order by number
            """);
        command.Parameters.AddWithValue("visit", visitId);
        return await command.ReadAllAsync(
            row => new VisitPage(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetInt32(3))
            {
                Carried = row.GetStringOrNull(4),
                Changed = row.GetValueOrNull<DateTimeOffset>(5),
                State = row.GetString(6),
                Attempts = row.GetInt32(7),
                DueAt = row.GetValueOrNull<DateTimeOffset>(8),
                Found = row.GetStringOrNull(9),
            },
            cancellationToken);
    }

    /// <summary>Writes a batch down: pages, copies and initiatives together or not at all.</summary>
    /// <returns>The batch's counts, with what the initiatives meant for the catalogue.</returns>
    /// <exception cref="VisitLostException">The claim no longer holds: nothing was written.</exception>
    public async Task<VisitCounts> CommitAsync(VisitClaim claim, VisitBatch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await HoldAsync(connection, claim, cancellationToken);
        await WritePagesAsync(connection, claim.Id, batch.Pages, cancellationToken);
        await WriteCopiesAsync(connection, claim, batch.Copies, cancellationToken);
        var counts = batch.Counts;
        if (batch.Initiatives.Count > 0)
        {
            counts += claim.HasHistory
                ? await StageAsync(connection, claim, batch.Initiatives, cancellationToken)
                : Count(await InitiativeStore.SaveAllAsync(connection, claim.PartnerId!.Value, batch.Initiatives, cancellationToken));
        }

        await CountAsync(connection, claim.Id, counts, cancellationToken, batch.Report);
        await transaction.CommitAsync(cancellationToken);
        return counts;
    }

    /// <summary>Of these pages, the copies kept.</summary>
    public async Task<PageCopy?> FindCopyAsync(long partnerId, Guid addressKey, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select address_key, address, final_address, digest, body, etag, last_modified, media_type, charset, fetched_at
              from page_copy where partner_id = @partner and address_key = @key order by visit_id desc limit 1
            """);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("key", addressKey);
        return await command.ReadFirstAsync(
            row => new PageCopy(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.GetFieldValue<byte[]>(4))
            {
                ETag = row.GetStringOrNull(5),
                LastModified = row.GetStringOrNull(6),
                MediaType = row.GetStringOrNull(7),
                Charset = row.GetStringOrNull(8),
                FetchedAt = row.GetFieldValue<DateTimeOffset>(9),
            },
            cancellationToken);
    }

    /// <summary>Locks the visit's row for this transaction, which must still be this claim's.</summary>
    internal static async Task HoldAsync(NpgsqlConnection connection, VisitClaim claim, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select 1 from visit where id = @id and lease_owner = @owner and state = 'running' for no key update", connection);
        command.Parameters.AddWithValue("id", claim.Id);
        command.Parameters.AddWithValue("owner", claim.Owner);
        if (await command.ExecuteScalarAsync(cancellationToken) is null)
        {
            throw new VisitLostException(claim.Id);
        }
    }

    internal static VisitCounts Count(IReadOnlyList<SaveOutcome> outcomes) => new(
        0,
        outcomes.Count(outcome => outcome == SaveOutcome.Added),
        outcomes.Count(outcome => outcome == SaveOutcome.Changed),
        outcomes.Count(outcome => outcome == SaveOutcome.Unchanged),
        0,
        0);

    private static async Task WritePagesAsync(NpgsqlConnection connection, long visitId, List<VisitPage> pages, CancellationToken cancellationToken)
    {
        if (pages.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into visit_page (visit_id, number, address, role, depth, carried, changed_at, state, attempts, due_at, origin, status, bytes, took_ms, items, found, message, finished_at)
            select @visit, number, address, role, depth, carried, changed_at, state, attempts, due_at, origin, status, bytes, took_ms, items, found, message,
                   case when state <> 'waiting' then now() end
              from unnest(@number, @address, @role, @depth, @carried::jsonb[], @changed_at, @state, @attempts, @due_at, @origin, @status, @bytes, @took_ms, @items, @found::jsonb[], @message)
                as p(number, address, role, depth, carried, changed_at, state, attempts, due_at, origin, status, bytes, took_ms, items, found, message)
            on conflict (visit_id, number) do update set
                carried = case when excluded.state = 'waiting' then visit_page.carried end, state = excluded.state, attempts = excluded.attempts, due_at = excluded.due_at, origin = excluded.origin, status = excluded.status, bytes = excluded.bytes,
                took_ms = excluded.took_ms, items = excluded.items, found = excluded.found, message = excluded.message, finished_at = excluded.finished_at
            """,
            connection);
        command.Parameters.AddWithValue("visit", visitId);
        Add(command, "number", NpgsqlDbType.Integer, pages.Select(page => page.Number).ToArray());
        Add(command, "address", NpgsqlDbType.Text, pages.Select(page => page.Address).ToArray());
        Add(command, "role", NpgsqlDbType.Text, pages.Select(page => page.Role).ToArray());
        Add(command, "depth", NpgsqlDbType.Integer, pages.Select(page => page.Depth).ToArray());
        Add(command, "carried", NpgsqlDbType.Text, pages.Select(page => page.Carried).ToArray());
        Add(command, "changed_at", NpgsqlDbType.TimestampTz, pages.Select(page => page.Changed?.ToUniversalTime()).ToArray());
        Add(command, "state", NpgsqlDbType.Text, pages.Select(page => page.State).ToArray());
        Add(command, "attempts", NpgsqlDbType.Integer, pages.Select(page => page.Attempts).ToArray());
        Add(command, "due_at", NpgsqlDbType.TimestampTz, pages.Select(page => page.DueAt?.ToUniversalTime()).ToArray());
        Add(command, "origin", NpgsqlDbType.Text, pages.Select(page => page.Origin).ToArray());
        Add(command, "status", NpgsqlDbType.Integer, pages.Select(page => page.Status).ToArray());
        Add(command, "bytes", NpgsqlDbType.Integer, pages.Select(page => page.Bytes).ToArray());
        Add(command, "took_ms", NpgsqlDbType.Integer, pages.Select(page => page.TookMs).ToArray());
        Add(command, "items", NpgsqlDbType.Integer, pages.Select(page => page.Items).ToArray());
        Add(command, "found", NpgsqlDbType.Text, pages.Select(page => page.Found).ToArray());
        Add(command, "message", NpgsqlDbType.Text, pages.Select(page => page.Message).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task WriteCopiesAsync(NpgsqlConnection connection, VisitClaim claim, List<PageCopy> copies, CancellationToken cancellationToken)
    {
        if (copies.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into page_copy (partner_id, address_key, visit_id, address, final_address, etag, last_modified, media_type, charset, digest, body)
            select @partner, address_key, @visit, address, final_address, etag, last_modified, media_type, charset, digest, body
              from unnest(@address_key, @address, @final_address, @etag, @last_modified, @media_type, @charset, @digest, @body)
                as c(address_key, address, final_address, etag, last_modified, media_type, charset, digest, body)
            on conflict (partner_id, address_key, visit_id) do nothing
            """,
            connection);
        command.Parameters.AddWithValue("partner", claim.PartnerId!.Value);
        command.Parameters.AddWithValue("visit", claim.Id);
        Add(command, "address_key", NpgsqlDbType.Uuid, copies.Select(copy => copy.AddressKey).ToArray());
        Add(command, "address", NpgsqlDbType.Text, copies.Select(copy => copy.Address).ToArray());
        Add(command, "final_address", NpgsqlDbType.Text, copies.Select(copy => copy.FinalAddress).ToArray());
        Add(command, "etag", NpgsqlDbType.Text, copies.Select(copy => copy.ETag).ToArray());
        Add(command, "last_modified", NpgsqlDbType.Text, copies.Select(copy => copy.LastModified).ToArray());
        Add(command, "media_type", NpgsqlDbType.Text, copies.Select(copy => copy.MediaType).ToArray());
        Add(command, "charset", NpgsqlDbType.Text, copies.Select(copy => copy.Charset).ToArray());
        Add(command, "digest", NpgsqlDbType.Uuid, copies.Select(copy => copy.Digest).ToArray());
        Add(command, "body", NpgsqlDbType.Bytea, copies.Select(copy => copy.Body).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // What is as it was needs no second thought; the rest waits for the visit's end.
    private static async Task<VisitCounts> StageAsync(NpgsqlConnection connection, VisitClaim claim, List<CollectedInitiative> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with read as (select * from unnest(@key, @document::jsonb[]) as r(key, document)),
            same as (
                select r.key from read r join initiative i on i.partner_id = @partner and i.key = r.key and i.source = r.document and i.status <> 'gone'),
            -- A better state of the same initiative, met later in the visit, may be the one that is stored.
            withdrawn as (delete from visit_record v using same where v.visit_id = @visit and v.key = same.key),
            staged as (
                insert into visit_record (visit_id, key, document)
                select @visit, key, document from read where key not in (select key from same)
                on conflict (visit_id, key) do update set document = excluded.document)
            select count(*)::int from same
            """,
            connection);
        command.Parameters.AddWithValue("partner", claim.PartnerId!.Value);
        command.Parameters.AddWithValue("visit", claim.Id);
        Add(command, "key", NpgsqlDbType.Text, initiatives.Select(initiative => initiative.Key).ToArray());
        Add(command, "document", NpgsqlDbType.Text, initiatives.Select(initiative => initiative.ToSource()).ToArray());
        return new(0, 0, 0, (int)(await command.ExecuteScalarAsync(cancellationToken))!, 0, 0);
    }

    internal static async Task CountAsync(NpgsqlConnection connection, long visitId, VisitCounts counts, CancellationToken cancellationToken, string? report = null)
    {
        await using var command = new NpgsqlCommand(
            """
            update visit
               set pages = pages + @pages, added = added + @added, changed = changed + @changed, unchanged = unchanged + @unchanged, failed = failed + @failed, rejected = rejected + @rejected,
                   report = coalesce(@report, report)
             where id = @id
            """,
            connection);
        command.Parameters.AddWithValue("id", visitId);
        command.Parameters.AddWithValue("pages", counts.Pages);
        command.Parameters.AddWithValue("added", counts.Added);
        command.Parameters.AddWithValue("changed", counts.Changed);
        command.Parameters.AddWithValue("unchanged", counts.Unchanged);
        command.Parameters.AddWithValue("failed", counts.Failed);
        command.Parameters.AddWithValue("rejected", counts.Rejected);
        command.Parameters.Add(new NpgsqlParameter("report", NpgsqlDbType.Jsonb) { Value = (object?)report ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await VisitStore.NotifyAsync(connection, VisitStore.ProgressChannel, visitId, cancellationToken);
    }

    private static void Add(NpgsqlCommand command, string name, NpgsqlDbType type, object values) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
}
