using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.UpToDate;

/// <summary>Which initiatives lack which step. New, changed, retrained, swapped and crashed are one case here: rows that lack it.</summary>
public static class StepLedger
{
    /// <summary>The channel that wakes the bring-up-to-date loop.</summary>
    public const string Channel = "up_to_date";

    // Of an initiative "i" and its mark "s" for the step.
    private const string LacksIt =
        """
        (s.initiative_id is null
         or (s.failure is null and (s.revision < i.revision or s.version <> @version))
         or (s.failure is not null and (s.retry_at <= now() or s.revision < i.revision or s.version <> @version)))
        """;

    /// <summary>Locks, until the transaction ends, the next initiatives after <paramref name="after"/> that lack the step; those that another worker holds are passed over.</summary>
    /// <param name="version">The step's own inputs (its model, its scheme): rows done with another version lack the step too.</param>
    /// <returns>At most <paramref name="count"/> ids, ascending; none when no free row lacks the step.</returns>
    public static async Task<List<long>> ClaimAsync(
        NpgsqlConnection connection, string step, string version, long after, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            // NO KEY UPDATE: a curator's decision, which only refers to the initiative, need not wait.
            await using var lockThem = new NpgsqlCommand(
                $"""
                select i.id
                  from initiative i
                  left join initiative_step s on s.initiative_id = i.id and s.step = @step
                 where i.id > @after and {LacksIt}
                 order by i.id
                 limit @count
                   for no key update of i skip locked
                """,
                connection);
            lockThem.Parameters.AddWithValue("step", step);
            lockThem.Parameters.AddWithValue("version", version);
            lockThem.Parameters.AddWithValue("after", after);
            lockThem.Parameters.AddWithValue("count", count);
            var locked = await lockThem.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
            if (locked.Count == 0)
            {
                return locked;
            }

            // Asked again now that they are locked: another worker may have done some between this transaction's look and its lock.
            await using var look = new NpgsqlCommand(
                $"""
                select i.id
                  from initiative i
                  left join initiative_step s on s.initiative_id = i.id and s.step = @step
                 where i.id = any (@locked) and {LacksIt}
                 order by i.id
                """,
                connection);
            look.Parameters.AddWithValue("step", step);
            look.Parameters.AddWithValue("version", version);
            look.Parameters.AddWithValue("locked", locked.ToArray());
            var claimed = await look.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
            if (claimed.Count > 0)
            {
                return claimed;
            }

            after = locked[^1];
        }
    }

    /// <summary>Marks the step as done at the initiatives' present revision; to be committed together with the step's result.</summary>
    public static async Task MarkDoneAsync(NpgsqlConnection connection, string step, string version, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into initiative_step (initiative_id, step, revision, version)
            select id, @step, revision, @version from initiative where id = any (@ids)
            on conflict (initiative_id, step) do update
               set revision = excluded.revision, version = excluded.version, done_at = now(), failure = null, retry_at = null
            """,
            connection);
        command.Parameters.AddWithValue("step", step);
        command.Parameters.AddWithValue("version", version);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes that the step failed on one initiative: it is tried again later, or as soon as the initiative changes.</summary>
    public static async Task MarkFailedAsync(
        NpgsqlConnection connection, string step, string version, long initiative, string failure, TimeSpan retryAfter, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into initiative_step (initiative_id, step, revision, version, failure, retry_at)
            select id, @step, revision, @version, @failure, now() + @retry_after from initiative where id = @id
            on conflict (initiative_id, step) do update
               set revision = excluded.revision, version = excluded.version, done_at = now(), failure = excluded.failure, retry_at = excluded.retry_at
            """,
            connection);
        command.Parameters.AddWithValue("step", step);
        command.Parameters.AddWithValue("version", version);
        command.Parameters.AddWithValue("failure", failure);
        command.Parameters.AddWithValue("retry_after", retryAfter);
        command.Parameters.AddWithValue("id", initiative);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits for the steps at work on these initiatives and keeps others off until the transaction ends.</summary>
    public static async Task HoldAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select from initiative where id = any (@ids) order by id for no key update", connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Makes initiatives lack a step again, and wakes the loop when the transaction commits.</summary>
    public static async Task ForgetAsync(NpgsqlConnection connection, string step, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        // Held first, in a statement of its own: a step that read the old state would otherwise set its mark after it was taken away here.
        await HoldAsync(connection, initiatives, cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            with forgotten as (delete from initiative_step where step = @step and initiative_id = any (@ids))
            select pg_notify('{Channel}', @step)
            """,
            connection);
        command.Parameters.AddWithValue("step", step);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Wakes the loop in every worker.</summary>
    public static async Task WakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"notify {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
