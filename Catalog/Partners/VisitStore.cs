using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Partners;

/// <summary>Asking for visits, taking them on, and telling how they ended.</summary>
public sealed class VisitStore(NpgsqlDataSource database)
{
    /// <summary>Notified when a visit is asked for or to be stopped: workers listen.</summary>
    public const string AskedChannel = "visit_asked";

    /// <summary>Notified with a visit's id when it has got on: portals listen.</summary>
    public const string ProgressChannel = "visit_progress";

    /// <summary>Asks for a visit of the partner; one that waits already is not doubled.</summary>
    /// <returns>The id of the visit that will be made.</returns>
    public async Task<long> AskAsync(long partnerId, VisitKind kind, string? askedBy, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            with held as (select id from partner where id = @partner for update),
            waiting as (select v.id from visit v join held on held.id = v.partner_id where v.state = 'asked' and v.kind = @kind),
            added as (
                insert into visit (partner_id, kind, asked_by)
                select held.id, @kind, @asked_by from held where not exists (select from waiting)
                returning id)
            select id from waiting union all select id from added
            """,
            connection);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.AddWithValue("kind", NameOf(kind));
        command.Parameters.AddNullable("asked_by", askedBy);
        var id = (long)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException($"There is no partner {partnerId} to visit."));
        await NotifyAsync(connection, AskedChannel, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Asks that the visit be stopped: a waiting one at once, a running one by its worker.</summary>
    /// <returns>False when it had ended before.</returns>
    public async Task<bool> StopAsync(long visitId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            update visit
               set stop_asked_at = now(),
                   state = case when state = 'asked' then 'stopped' else state end,
                   finished_at = case when state = 'asked' then now() end
             where id = @id and state in ('asked', 'running')
            """,
            connection);
        command.Parameters.AddWithValue("id", visitId);
        var stopped = await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        await NotifyAsync(connection, AskedChannel, visitId, cancellationToken);
        return stopped;
    }

    /// <summary>Takes on a visit that waits, or one whose worker has gone silent.</summary>
    /// <param name="owner">Names this claim for ever: a worker gives each claim a name of its own.</param>
    public async Task<VisitClaim?> ClaimAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with next as (
                select v.id, v.state
                  from visit v
                  join partner p on p.id = v.partner_id
                 where ((v.state = 'asked' and coalesce(v.not_before, now()) <= now()) or (v.state = 'running' and v.leased_until < now()))
                   and p.paused_at is null and p.recipe_version is not null
                   and not exists (select from visit o where o.partner_id = v.partner_id and o.id <> v.id and o.state = 'running')
                 order by v.asked_at
                 limit 1
                   for update of v skip locked)
            update visit v
               set state = 'running', lease_owner = @owner, leased_until = now() + @lease,
                   started_at = coalesce(v.started_at, now()), recipe_version = coalesce(v.recipe_version, p.recipe_version)
              from next
              join partner p on p.id = (select partner_id from visit where id = next.id)
             where v.id = next.id
            returning v.id, v.partner_id, p.name, v.kind, v.lease_owner,
                      (select document from recipe r where r.partner_id = v.partner_id and r.version = coalesce(v.recipe_version, p.recipe_version))::text,
                      exists (select from visit o where o.partner_id = v.partner_id and o.id <> v.id and o.state = 'done'),
                      exists (select from visit_page where visit_id = v.id)
            """);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("lease", lease);
        try
        {
            return await command.ReadFirstAsync(ToClaim, cancellationToken);
        }
        catch (PostgresException twoAtOnce) when (twoAtOnce.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another worker has just taken on another visit of the same partner.
            return null;
        }
    }

    /// <summary>Keeps the claims, for a worker still at it.</summary>
    /// <returns>Of these, the claims that are still held; true where the visit is to be stopped.</returns>
    public async Task<Dictionary<string, bool>> RenewAsync(IReadOnlyCollection<string> owners, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update visit set leased_until = now() + @lease
             where state = 'running' and lease_owner = any (@owners)
            returning lease_owner, stop_asked_at is not null
            """);
        command.Parameters.AddWithValue("owners", owners.ToArray());
        command.Parameters.AddWithValue("lease", lease);
        return (await command.ReadAllAsync(row => (row.GetString(0), row.GetBoolean(1)), cancellationToken)).ToDictionary();
    }

    /// <summary>Lets go of a visit so that any worker may go on with it at once; for a worker that is shut down.</summary>
    public async Task ReleaseAsync(VisitClaim claim, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update visit set leased_until = now() - interval '1 second' where id = @id and lease_owner = @owner and state = 'running'");
        command.Parameters.AddWithValue("id", claim.Id);
        command.Parameters.AddWithValue("owner", claim.Owner);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts a visit off: any worker goes on with it later.</summary>
    public async Task PostponeAsync(VisitClaim claim, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update visit set state = 'asked', not_before = @until, lease_owner = null, leased_until = null where id = @id and lease_owner = @owner and state = 'running'");
        command.Parameters.AddWithValue("id", claim.Id);
        command.Parameters.AddWithValue("owner", claim.Owner);
        command.Parameters.AddWithValue("until", until);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Asks for visits of partners whose time has come.</summary>
    /// <param name="next">When a partner's next visit is due after this one, by its schedule (null: the usual).</param>
    /// <returns>How many were asked for.</returns>
    public async Task<int> AskDueAsync(Func<string?, DateTimeOffset> next, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select id, schedule, next_visit_at from partner
             where paused_at is null and recipe_version is not null and next_visit_at <= now()
             order by next_visit_at limit 100
            """);
        var asked = 0;
        foreach (var (id, schedule, due) in await command.ReadAllAsync(row => (row.GetInt64(0), row.GetStringOrNull(1), row.GetFieldValue<DateTimeOffset>(2)), cancellationToken))
        {
            await using var moved = database.CreateCommand("update partner set next_visit_at = @next where id = @id and next_visit_at = @due");
            moved.Parameters.AddWithValue("id", id);
            moved.Parameters.AddWithValue("due", due);
            moved.Parameters.AddWithValue("next", next(schedule));
            if (await moved.ExecuteNonQueryAsync(cancellationToken) == 1)
            {
                await AskAsync(id, VisitKind.Visit, null, cancellationToken);
                asked++;
            }
        }

        return asked;
    }

    internal static async Task NotifyAsync(NpgsqlConnection connection, string channel, long visitId, CancellationToken cancellationToken)
    {
        await using var notify = new NpgsqlCommand("select pg_notify(@channel, @id)", connection);
        notify.Parameters.AddWithValue("channel", channel);
        notify.Parameters.AddWithValue("id", visitId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await notify.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string NameOf(VisitKind kind) => kind.ToString().ToLowerInvariant();

    private static VisitClaim ToClaim(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetValueOrNull<long>(1),
        row.GetStringOrNull(2),
        Enum.Parse<VisitKind>(row.GetString(3), ignoreCase: true),
        row.GetString(4),
        row.GetString(5))
    {
        HasHistory = row.GetBoolean(6),
        IsResumed = row.GetBoolean(7),
    };
}
