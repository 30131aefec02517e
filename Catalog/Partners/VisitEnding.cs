using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Initiatives;

namespace SocialConnect.Catalog.Partners;

/// <summary>How a visit ends.</summary>
/// <param name="State">done, failed, stopped or quarantined.</param>
/// <param name="Message">One French sentence for the source editor; null when all went well.</param>
/// <param name="Report">What later visits are compared with, as a JSON object.</param>
public sealed record VisitEnd(string State, string? Message, string Report)
{
    /// <summary>Every page was seen: what was not found is missing.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Complete visits without an initiative after which it counts as gone.</summary>
    public int GoneAfter { get; init; } = 3;
}

/// <summary>Ends visits: applies what was read, all at once, and notices what is no longer there.</summary>
public sealed class VisitEnding(NpgsqlDataSource database)
{
    private const int Portion = 500;

    // The keys of all that a visit has met, whether it was read anew or not.
    internal const string SeenSql =
        """
        seen as materialized (
            select distinct split_part(key, U&'\001F', 1) as key
              from visit_page p, jsonb_array_elements_text(p.found) as f(key) where p.visit_id = @visit and f.key is not null)
        """;

    // Only initiatives that were missed, or had been, are written to. NOT IN is hashed whatever the planner believes: of a partner's first visit it has no statistics yet, and
    // with NOT EXISTS it would compare 10,000 initiatives with 10,000 keys one by one, in six seconds.
    internal const string MissSql =
        $"""
        with {SeenSql},
        back as (
            update initiative i set missed_visits = 0, last_seen_at = now()
              from seen where i.partner_id = @partner and i.key = seen.key and i.missed_visits > 0),
        missed as (
            update initiative i
               set missed_visits = i.missed_visits + 1,
                   status = case when i.missed_visits + 1 >= @gone_after then 'gone' else i.status end,
                   changed_at = case when i.missed_visits + 1 >= @gone_after then now() else i.changed_at end,
                   revision = case when i.missed_visits + 1 >= @gone_after then i.revision + 1 else i.revision end
             where i.partner_id = @partner and i.status = 'published'
               and i.key not in (select key from seen)
            returning i.status)
        select count(*)::int from missed where status = 'gone'
        """;

    /// <exception cref="VisitLostException">The claim no longer holds: nothing was written.</exception>
    public async Task EndAsync(VisitClaim claim, VisitEnd end, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await VisitLedger.HoldAsync(connection, claim, cancellationToken);
        var gone = 0;
        if (end.State == "done" && claim.PartnerId is { } partner)
        {
            await VisitLedger.CountAsync(connection, claim.Id, await ApplyAsync(connection, partner, claim.Id, cancellationToken), cancellationToken);
            if (end.IsComplete && claim.Kind == VisitKind.Visit)
            {
                gone = await MissAsync(connection, partner, claim.Id, end.GoneAfter, cancellationToken);
            }

            await DropOldCopiesAsync(connection, partner, claim.Id, cancellationToken);
        }

        if (end.State != "quarantined")
        {
            await ForgetRecordsAsync(connection, claim.Id, cancellationToken);
        }

        await using var command = new NpgsqlCommand(
            """
            update visit
               set state = @state, finished_at = now(), message = @message, report = @report, is_complete = @complete, gone = @gone, lease_owner = null, leased_until = null
             where id = @id
            """,
            connection);
        command.Parameters.AddWithValue("id", claim.Id);
        command.Parameters.AddWithValue("state", end.State);
        command.Parameters.AddNullable("message", end.Message);
        command.Parameters.Add(new NpgsqlParameter("report", NpgsqlDbType.Jsonb) { Value = end.Report });
        command.Parameters.AddWithValue("complete", end.IsComplete);
        command.Parameters.AddWithValue("gone", gone);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await VisitStore.NotifyAsync(connection, VisitStore.ProgressChannel, claim.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Applies a quarantined visit after all: an editor has looked at it and found it right.</summary>
    /// <returns>False when it is not, or no longer, in quarantine.</returns>
    public async Task<bool> AcceptAsync(long visitId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // From now on the site is measured against these pages.
        await using var command = new NpgsqlCommand("update visit set state = 'done', is_complete = true where id = @id and state = 'quarantined' returning partner_id", connection);
        command.Parameters.AddWithValue("id", visitId);
        if (await command.ExecuteScalarAsync(cancellationToken) is not long partner)
        {
            return false;
        }

        await VisitLedger.CountAsync(connection, visitId, await ApplyAsync(connection, partner, visitId, cancellationToken), cancellationToken);
        await DropOldCopiesAsync(connection, partner, visitId, cancellationToken);
        await ForgetRecordsAsync(connection, visitId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The report of the partner's last visit that went well; null when there is none.</summary>
    public async Task<string?> LastReportAsync(long partnerId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select report::text from visit where partner_id = @partner and state = 'done' and kind = 'visit' and is_complete order by id desc limit 1");
        command.Parameters.AddWithValue("partner", partnerId);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<VisitCounts> ApplyAsync(NpgsqlConnection connection, long partner, long visit, CancellationToken cancellationToken)
    {
        await FormerKeys.MoveAsync(connection, partner, visit, cancellationToken);
        var (counts, after) = (default(VisitCounts), "");
        while (true)
        {
            await using var command = new NpgsqlCommand("select key, document::text from visit_record where visit_id = @visit and key > @after order by key limit @portion", connection);
            command.Parameters.AddWithValue("visit", visit);
            command.Parameters.AddWithValue("after", after);
            command.Parameters.AddWithValue("portion", Portion);
            var records = await command.ReadAllAsync(row => CollectedInitiative.FromSource(row.GetString(0), row.GetString(1)), cancellationToken);
            if (records.Count == 0)
            {
                return counts;
            }

            counts += VisitLedger.Count(await InitiativeStore.SaveAllAsync(connection, partner, records, cancellationToken));
            after = records[^1].Key;
        }
    }

    private static async Task<int> MissAsync(NpgsqlConnection connection, long partner, long visit, int goneAfter, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(MissSql, connection);
        command.Parameters.AddWithValue("partner", partner);
        command.Parameters.AddWithValue("visit", visit);
        command.Parameters.AddWithValue("gone_after", goneAfter);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task DropOldCopiesAsync(NpgsqlConnection connection, long partner, long visit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            delete from page_copy o using page_copy n
             where n.visit_id = @visit and n.partner_id = @partner and o.partner_id = n.partner_id and o.address_key = n.address_key and o.visit_id < n.visit_id
            """,
            connection);
        command.Parameters.AddWithValue("partner", partner);
        command.Parameters.AddWithValue("visit", visit);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ForgetRecordsAsync(NpgsqlConnection connection, long visit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from visit_record where visit_id = @visit", connection);
        command.Parameters.AddWithValue("visit", visit);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
