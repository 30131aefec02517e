using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Curation;

/// <summary>Keeps what curators say of initiatives' categories. The last decision that has not been undone counts; the categories in force follow in the same transaction.</summary>
public sealed class DecisionStore(NpgsqlDataSource database)
{
    internal const string Columns = "d.id, d.initiative_id, d.category_id, d.verdict, d.decided_by, d.decided_at, d.probability, d.model, d.undone_at, d.undone_by";

    /// <summary>The category is right. Saying so again changes nothing.</summary>
    /// <returns>The decision in force.</returns>
    public async Task<long> AcceptAsync(long initiative, long category, string curator, CancellationToken cancellationToken) =>
        (await DecideAsync(initiative, [new CategoryVerdict(category, true)], curator, null, cancellationToken)).Decisions[0];

    /// <summary>The category is wrong: neither a partner's tag nor a suggestion brings it back.</summary>
    /// <returns>The decision in force.</returns>
    public async Task<long> RejectAsync(long initiative, long category, string curator, CancellationToken cancellationToken) =>
        (await DecideAsync(initiative, [new CategoryVerdict(category, false)], curator, null, cancellationToken)).Decisions[0];

    /// <summary>Several verdicts on one initiative, all or none.</summary>
    /// <param name="seen">The newest decision that the curator was shown (0 for none): when somebody else has decided since, nothing is stored and the outcome says so. Null decides in any case.</param>
    public async Task<DecisionOutcome> DecideAsync(
        long initiative, IReadOnlyList<CategoryVerdict> verdicts, string curator, long? seen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = await DecideAsync(connection, initiative, verdicts, curator, seen, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>The same within the connection's open transaction, together with what else the caller keeps there.</summary>
    public static async Task<DecisionOutcome> DecideAsync(
        NpgsqlConnection connection, long initiative, IReadOnlyList<CategoryVerdict> verdicts, string curator, long? seen, CancellationToken cancellationToken)
    {
        await CategoriesInForce.TakeTurnAsync(connection, [initiative], cancellationToken);
        if (seen is { } newest)
        {
            await using var find = new NpgsqlCommand(
                $"select {Columns} from decision d where d.initiative_id = @initiative and d.id > @seen and d.undone_at is null and d.decided_by <> @curator order by d.id", connection);
            find.Parameters.AddWithValue("initiative", initiative);
            find.Parameters.AddWithValue("seen", newest);
            find.Parameters.AddWithValue("curator", curator);
            var others = await find.ReadAllAsync(ToDecision, cancellationToken);
            if (others.Count > 0)
            {
                return new DecisionOutcome([], others);
            }
        }

        var decisions = new List<long>();
        foreach (var verdict in verdicts)
        {
            decisions.Add(await DecideAsync(connection, initiative, verdict, curator, cancellationToken));
        }

        await FollowAsync(connection, initiative, cancellationToken);
        return new DecisionOutcome(decisions, []);
    }

    /// <summary>Takes a decision back: what counted before it counts again.</summary>
    /// <returns>False when it had been undone already, or never was.</returns>
    public async Task<bool> UndoAsync(long decision, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isUndone = await UndoAsync(connection, decision, curator, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isUndone;
    }

    /// <summary>The same within the connection's open transaction.</summary>
    public static async Task<bool> UndoAsync(NpgsqlConnection connection, long decision, string curator, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("select initiative_id from decision where id = @id", connection);
        find.Parameters.AddWithValue("id", decision);
        if (await find.ExecuteScalarAsync(cancellationToken) is not long initiative)
        {
            return false;
        }

        await CategoriesInForce.TakeTurnAsync(connection, [initiative], cancellationToken);
        await using var undo = new NpgsqlCommand("update decision set undone_at = now(), undone_by = @curator where id = @id and undone_at is null", connection);
        undo.Parameters.AddWithValue("id", decision);
        undo.Parameters.AddWithValue("curator", curator);
        if (await undo.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        await FollowAsync(connection, initiative, cancellationToken);
        return true;
    }

    /// <summary>Everything said of an initiative, undone decisions included, the newest first.</summary>
    public async Task<List<Decision>> ReadAsync(long initiative, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from decision d where d.initiative_id = @initiative order by d.id desc");
        command.Parameters.AddWithValue("initiative", initiative);
        return await command.ReadAllAsync(ToDecision, cancellationToken);
    }

    // A curator who says the same twice, having lost the first answer, has said it once. Another curator who agrees is a second reading, and kept.
    private static async Task<long> DecideAsync(NpgsqlConnection connection, long initiative, CategoryVerdict verdict, string curator, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with last as (
                select id, verdict, decided_by from decision
                 where initiative_id = @initiative and category_id = @category and undone_at is null
                 order by id desc limit 1),
            same as (select id from last where verdict = @verdict and decided_by = @curator),
            added as (
                insert into decision (initiative_id, category_id, verdict, decided_by, probability, model)
                select @initiative, @category, @verdict, @curator, s.probability, s.model
                  from (values (1)) once
                  left join suggestion s on s.initiative_id = @initiative and s.category_id = @category
                 where not exists (select from same)
                returning id)
            select id from same union all select id from added
            """,
            connection);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("category", verdict.CategoryId);
        command.Parameters.AddWithValue("verdict", verdict.IsAccepted ? "accepted" : "rejected");
        command.Parameters.AddWithValue("curator", curator);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // The facets follow at once; the suggestions of similar initiatives as soon as a worker has read the mark.
    private static async Task FollowAsync(NpgsqlConnection connection, long initiative, CancellationToken cancellationToken)
    {
        await CategoriesInForce.RefreshAsync(connection, [initiative], cancellationToken);
        await using (var echo = new NpgsqlCommand("insert into decision_echo values (@initiative)", connection))
        {
            echo.Parameters.AddWithValue("initiative", initiative);
            await echo.ExecuteNonQueryAsync(cancellationToken);
        }

        await StepLedger.WakeAsync(connection, cancellationToken);
    }

    private static Decision ToDecision(NpgsqlDataReader row) => ToDecision(row, 0);

    /// <param name="first">Where <see cref="Columns"/> start.</param>
    internal static Decision ToDecision(NpgsqlDataReader row, int first) => new(
        row.GetInt64(first),
        row.GetInt64(first + 1),
        row.GetInt64(first + 2),
        row.GetString(first + 3) == "accepted",
        row.GetString(first + 4),
        row.GetFieldValue<DateTimeOffset>(first + 5),
        row.GetValueOrNull<float>(first + 6),
        row.GetStringOrNull(first + 7),
        row.GetValueOrNull<DateTimeOffset>(first + 8),
        row.GetStringOrNull(first + 9));
}
