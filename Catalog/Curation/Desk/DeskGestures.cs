using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What curators do at the desk. A gesture, its decisions and the categories in force commit together or not at all; sent twice, it is done once.</summary>
public sealed class DeskGestures(NpgsqlDataSource database, TimeProvider clock)
{
    // Nobody reads one initiative for longer; a page left open overnight says nothing about how long reading takes.
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(30);

    private const string ReadSql =
        """
        select g.id, g.key, g.initiative_id, i.title, g.curator, g.kind, g.done_at,
               array(select d.category_id from decision d where d.id = any (g.decisions) and d.verdict = 'accepted' order by d.id),
               array(select d.category_id from decision d where d.id = any (g.decisions) and d.verdict = 'rejected' order by d.id),
               g.undone_at
          from desk_gesture g join initiative i on i.id = g.initiative_id
        """;

    /// <summary>The curator's verdicts on one initiative.</summary>
    /// <param name="key">Made with the form.</param>
    /// <param name="seen">The newest decision shown, 0 for none: if somebody else has decided since, nothing is stored.</param>
    /// <param name="shownAt">When the curator was shown the initiative; for measuring how long reading takes.</param>
    public async Task<GestureOutcome> DecideAsync(
        long initiative, IReadOnlyList<CategoryVerdict> verdicts, string curator, Guid key, long seen, DateTimeOffset? shownAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = await DecideAsync(connection, initiative, verdicts, curator, GestureKind.Decided, key, seen, shownAt, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Accepts one suggestion or more of many initiatives at once. Those that somebody else has decided on since are left alone.</summary>
    /// <returns>How many initiatives were done.</returns>
    public async Task<int> AcceptAllAsync(IReadOnlyList<BulkLine> lines, string curator, Guid key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var initiatives = lines.GroupBy(line => line.InitiativeId).OrderBy(group => group.Key).ToList();
        // All at first and in order: two bulk gestures over the same initiatives cannot wait for each other.
        await CategoriesInForce.TakeTurnAsync(connection, [.. initiatives.Select(group => group.Key)], cancellationToken);
        var done = 0;
        foreach (var group in initiatives)
        {
            var outcome = await DecideAsync(
                connection, group.Key, [.. group.Select(line => new CategoryVerdict(line.CategoryId, true))], curator, GestureKind.Bulk, key, group.Min(line => line.Seen), null, cancellationToken);
            done += outcome.Id is null ? 0 : 1;
        }

        await transaction.CommitAsync(cancellationToken);
        return done;
    }

    /// <summary>Leaves the initiative to others, or to when it has changed.</summary>
    public Task<long> SkipAsync(long initiative, string curator, Guid key, CancellationToken cancellationToken) =>
        PutAsideAsync(initiative, curator, GestureKind.Skipped, key, cancellationToken);

    /// <summary>Nobody is asked about the initiative again, until the gesture is undone.</summary>
    public Task<long> MuteAsync(long initiative, string curator, Guid key, CancellationToken cancellationToken) =>
        PutAsideAsync(initiative, curator, GestureKind.Muted, key, cancellationToken);

    /// <summary>Takes a gesture back with all its decisions; a bulk gesture with all its initiatives.</summary>
    /// <returns>The initiatives it was about; none when it had been undone already, or never was.</returns>
    public async Task<List<long>> UndoAsync(long gesture, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand(
            """
            select g.initiative_id from desk_gesture g join desk_gesture asked on asked.key = g.key
             where asked.id = @id and g.undone_at is null order by 1
            """,
            connection);
        find.Parameters.AddWithValue("id", gesture);
        var initiatives = await find.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
        await CategoriesInForce.TakeTurnAsync(connection, initiatives, cancellationToken);
        await using var mark = new NpgsqlCommand(
            """
            update desk_gesture g set undone_at = now(), undone_by = @curator
              from desk_gesture asked
             where asked.id = @id and g.key = asked.key and g.undone_at is null
            returning g.initiative_id, g.decisions
            """,
            connection);
        mark.Parameters.AddWithValue("id", gesture);
        mark.Parameters.AddWithValue("curator", curator);
        var undone = await mark.ReadAllAsync(row => (Initiative: row.GetInt64(0), Decisions: row.GetFieldValue<long[]>(1)), cancellationToken);
        foreach (var decision in undone.OrderBy(one => one.Initiative).SelectMany(one => one.Decisions.OrderDescending()))
        {
            await DecisionStore.UndoAsync(connection, decision, curator, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. undone.Select(one => one.Initiative).Order()];
    }

    /// <returns>Null for an unknown gesture.</returns>
    public async Task<DeskGesture?> FindAsync(long gesture, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadSql + " where g.id = @id");
        command.Parameters.AddWithValue("id", gesture);
        return await command.ReadFirstAsync(ToGesture, cancellationToken);
    }

    /// <summary>What this curator did last, the newest first, without what has been undone.</summary>
    public async Task<List<DeskGesture>> ReadLatestAsync(string curator, int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadSql + " where g.curator = @curator and g.undone_at is null order by g.id desc limit @count");
        command.Parameters.AddWithValue("curator", curator);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(ToGesture, cancellationToken);
    }

    public async Task<DeskPace> ReadPaceAsync(string curator, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select count(*)::int, percentile_cont(0.5) within group (order by extract(epoch from done_at - shown_at)::float8)
              from desk_gesture
             where curator = @curator and kind = 'decided' and undone_at is null and done_at > now() - interval '12 hours'
            """);
        command.Parameters.AddWithValue("curator", curator);
        return (await command.ReadFirstAsync(row => new DeskPace(row.GetInt32(0), row.GetValueOrNull<double>(1)), cancellationToken))!;
    }

    /// <summary>Everything done with one initiative, the newest first.</summary>
    public async Task<List<DeskGesture>> ReadOfInitiativeAsync(long initiative, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadSql + " where g.initiative_id = @initiative order by g.id desc");
        command.Parameters.AddWithValue("initiative", initiative);
        return await command.ReadAllAsync(ToGesture, cancellationToken);
    }

    private async Task<GestureOutcome> DecideAsync(
        NpgsqlConnection connection, long initiative, IReadOnlyList<CategoryVerdict> verdicts, string curator, GestureKind kind, Guid key, long seen, DateTimeOffset? shownAt, CancellationToken cancellationToken)
    {
        await CategoriesInForce.TakeTurnAsync(connection, [initiative], cancellationToken);
        if (await FindByKeyAsync(connection, key, initiative, cancellationToken) is { } done)
        {
            return new GestureOutcome(done, []);
        }

        await using var newest = new NpgsqlCommand("select coalesce(max(id), 0) from decision where initiative_id = @initiative", connection);
        newest.Parameters.AddWithValue("initiative", initiative);
        var before = (long)(await newest.ExecuteScalarAsync(cancellationToken))!;
        var outcome = await DecisionStore.DecideAsync(connection, initiative, verdicts, curator, seen, cancellationToken);
        return outcome.IsStored
            ? new GestureOutcome(await KeepAsync(connection, initiative, curator, kind, key, shownAt, [.. outcome.Decisions.Where(decision => decision > before)], cancellationToken), [])
            : new GestureOutcome(null, outcome.Others);
    }

    private async Task<long> PutAsideAsync(long initiative, string curator, GestureKind kind, Guid key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CategoriesInForce.TakeTurnAsync(connection, [initiative], cancellationToken);
        var gesture = await FindByKeyAsync(connection, key, initiative, cancellationToken)
            ?? await KeepAsync(connection, initiative, curator, kind, key, null, [], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return gesture;
    }

    private static async Task<long?> FindByKeyAsync(NpgsqlConnection connection, Guid key, long initiative, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id from desk_gesture where key = @key and initiative_id = @initiative", connection);
        command.Parameters.AddWithValue("key", key);
        command.Parameters.AddWithValue("initiative", initiative);
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    // The initiative is given back in the same breath, so that it is nobody's once it is done.
    private async Task<long> KeepAsync(
        NpgsqlConnection connection, long initiative, string curator, GestureKind kind, Guid key, DateTimeOffset? shownAt, long[] decisions, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with given_back as (delete from desk_lease where initiative_id = @initiative and curator = @curator)
            insert into desk_gesture (key, initiative_id, curator, kind, revision, shown_at, decisions)
            select @key, id, @curator, @kind, revision, @shown_at, @decisions from initiative where id = @initiative
            returning id
            """,
            connection);
        command.Parameters.AddWithValue("key", key);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("curator", curator);
        command.Parameters.AddWithValue("kind", kind.ToString().ToLowerInvariant());
        command.Parameters.AddNullable("shown_at", shownAt is { } shown && clock.GetUtcNow() - shown is var read && read > TimeSpan.Zero && read < LongestReading ? shown.ToUniversalTime() : null);
        command.Parameters.AddWithValue("decisions", decisions);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static DeskGesture ToGesture(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetInt64(2), row.GetString(3), row.GetString(4),
        Enum.Parse<GestureKind>(row.GetString(5), ignoreCase: true),
        row.GetFieldValue<DateTimeOffset>(6), row.GetFieldValue<long[]>(7), row.GetFieldValue<long[]>(8),
        row.GetValueOrNull<DateTimeOffset>(9));
}
