using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>Questions that initiatives are expected to answer. They are searched with less weight than the initiative's own words, and never shown as facts.</summary>
public sealed class ExpectedQuestionStore(NpgsqlDataSource database)
{
    /// <summary>Calls made in the last 24 hours, which the daily limit is held against.</summary>
    public async Task<int> CountRecentCallsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select count(*)::int from question_call where asked_at > now() - interval '1 day'");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Notes a call at once, on a connection of its own: what was spent stays noted when the work is rolled back.</summary>
    public async Task NoteCallAsync(long initiative, string model, int? inputTokens, int? outputTokens, string outcome, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into question_call (initiative_id, model, input_tokens, output_tokens, outcome)
            values (@initiative, @model, @input, @output, @outcome)
            """);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("model", model);
        command.Parameters.AddNullable("input", inputTokens);
        command.Parameters.AddNullable("output", outputTokens);
        command.Parameters.AddWithValue("outcome", outcome);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Replaces the initiative's questions; those a curator has removed stay out. What is searched follows.</summary>
    public static async Task SaveAsync(NpgsqlConnection connection, long initiative, string model, IReadOnlyList<string> questions, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with gone as (delete from expected_question where initiative_id = @initiative and removed_at is null and question <> all (@questions))
            insert into expected_question (initiative_id, question, position, model)
            select @initiative, question, position, @model from unnest(@questions) with ordinality as q (question, position)
            on conflict (initiative_id, question) do update set position = excluded.position, model = excluded.model
            """,
            connection);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("model", model);
        command.Parameters.AddWithValue("questions", questions.Distinct().ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
        await SearchAgainAsync(connection, initiative, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListAsync(long initiative, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select question from expected_question where initiative_id = @initiative and removed_at is null order by position");
        command.Parameters.AddWithValue("initiative", initiative);
        return await command.ReadAllAsync(row => row.GetString(0), cancellationToken);
    }

    /// <summary>Takes a question out for good.</summary>
    /// <returns>False when there is no such question, or it was out already.</returns>
    public async Task<bool> RemoveAsync(long initiative, string question, string removedBy, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "update expected_question set removed_at = now(), removed_by = @by where initiative_id = @initiative and question = @question and removed_at is null",
            connection);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("question", question);
        command.Parameters.AddWithValue("by", removedBy);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        await SearchAgainAsync(connection, initiative, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task SearchAgainAsync(NpgsqlConnection connection, long initiative, CancellationToken cancellationToken)
    {
        foreach (var step in new[] { "embed", "embed-next", "index" })
        {
            await StepLedger.ForgetAsync(connection, step, [initiative], cancellationToken);
        }
    }
}
