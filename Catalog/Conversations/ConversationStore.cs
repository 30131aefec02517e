using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Conversations;

/// <summary>A question and what was answered, as it was shown.</summary>
/// <param name="Parts">A JSON list.</param>
public sealed record KeptTurn(string Id, int Number, string Question, string Parts, DateTimeOffset AskedAt, bool? Useful);

/// <param name="State">A JSON object.</param>
public sealed record KeptConversation(string Id, string State, IReadOnlyList<KeptTurn> Turns, DateTimeOffset StartedAt);

/// <summary>Keeps conversations under random names, for as long as they are wanted.</summary>
public sealed class ConversationStore(NpgsqlDataSource database)
{
    // A conversation longer than this goes on, but its first turns are not shown again.
    private const int MostTurns = 100;

    /// <summary>A new random name, of 128 bits.</summary>
    public static string NewId() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether a name that came from outside has the form of ours.</summary>
    public static bool IsId(string? id) => id is { Length: >= 20 and <= 64 } && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_');

    /// <returns>What the next question may refer to, as JSON; null when there is no such conversation.</returns>
    public async Task<string?> ReadStateAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select state::text from conversation where id = @id");
        command.Parameters.AddWithValue("id", id);
        return await command.ReadFirstAsync(row => row.GetString(0), cancellationToken);
    }

    /// <returns>Null when there is no such conversation.</returns>
    public Task<KeptConversation?> ReadAsync(string id, CancellationToken cancellationToken) => ReadAsync("id", id, cancellationToken);

    /// <returns>Null when nothing is shared under this token.</returns>
    public Task<KeptConversation?> ReadSharedAsync(string token, CancellationToken cancellationToken) => ReadAsync("share_token", token, cancellationToken);

    /// <returns>Null when no such turn is kept.</returns>
    public async Task<KeptTurn?> ReadTurnAsync(string turnId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select t.id, t.number, t.question, t.parts::text, t.asked_at, f.useful from conversation_turn t left join finder_turn f on f.turn_id = t.id where t.id = @id");
        command.Parameters.AddWithValue("id", turnId);
        return await command.ReadFirstAsync(ToTurn, cancellationToken);
    }

    /// <summary>Appends a turn, begins the conversation with its first one, and writes down what operators count.</summary>
    public async Task SaveTurnAsync(string conversationId, string state, string turnId, string question, string parts, TurnFigures figures, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with kept as (
                insert into conversation as c (id, state) values (@conversation, @state)
                on conflict (id) do update set state = excluded.state, last_at = now()
                returning id),
            turn as (
                insert into conversation_turn (id, conversation_id, number, question, parts)
                select @turn, kept.id, 1 + coalesce((select max(number) from conversation_turn where conversation_id = @conversation), 0), @question, @parts from kept
                on conflict (id) do nothing
                returning id)
            insert into finder_turn (turn_id, {TurnFigures.Columns})
            select turn.id, {TurnFigures.Values} from turn
            """);
        command.Parameters.AddWithValue("conversation", conversationId);
        command.Parameters.Add(new NpgsqlParameter("state", NpgsqlDbType.Jsonb) { Value = state });
        command.Parameters.AddWithValue("turn", turnId);
        command.Parameters.AddWithValue("question", question);
        command.Parameters.Add(new NpgsqlParameter("parts", NpgsqlDbType.Jsonb) { Value = parts });
        figures.AddTo(command);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes down what operators count of a question that belongs to no conversation.</summary>
    public async Task CountTurnAsync(TurnFigures figures, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"insert into finder_turn ({TurnFigures.Columns}) values ({TurnFigures.Values})");
        figures.AddTo(command);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>"Utile ?" A second opinion replaces the first.</summary>
    /// <returns>False when the turn is not kept.</returns>
    public async Task<bool> RateAsync(string turnId, bool useful, string? reason, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update finder_turn set useful = @useful, reason = @reason where turn_id = @turn");
        command.Parameters.AddWithValue("turn", turnId);
        command.Parameters.AddWithValue("useful", useful);
        command.Parameters.AddNullable("reason", reason);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>A token under which the conversation can be read, made at the first call.</summary>
    /// <returns>Null when there is no such conversation.</returns>
    public async Task<string?> ShareAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update conversation set share_token = coalesce(share_token, @token) where id = @id returning share_token");
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("token", NewId());
        return await command.ReadFirstAsync(row => row.GetString(0), cancellationToken);
    }

    /// <summary>Forgets a conversation and everything said in it, at once.</summary>
    public async Task EraseAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from conversation where id = @id");
        command.Parameters.AddWithValue("id", id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Forgets conversations that nobody has gone on with for this long.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> ForgetAsync(TimeSpan after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from conversation where last_at < now() - @after");
        command.Parameters.AddWithValue("after", after);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What models have cost: today by everybody, and in one conversation.</summary>
    public async Task<(long TokensToday, decimal EurosToday, long TokensInConversation)> SpentAsync(string? conversationId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(sum(tokens_read + tokens_written), 0)::bigint, coalesce(sum(euros), 0),
                   coalesce((select sum(f.tokens_read + f.tokens_written)
                               from conversation_turn t join finder_turn f on f.turn_id = t.id
                              where t.conversation_id = @conversation), 0)::bigint
              from finder_turn where asked_on >= date_trunc('day', now())
            """);
        command.Parameters.AddNullable("conversation", conversationId);
        var spent = await command.ReadAllAsync(row => (row.GetInt64(0), row.GetDecimal(1), row.GetInt64(2)), cancellationToken);
        return spent[0];
    }

    private async Task<KeptConversation?> ReadAsync(string column, string value, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var head = new NpgsqlCommand($"select id, state::text, started_at from conversation where {column} = @value", connection);
        head.Parameters.AddWithValue("value", value);
        var found = await head.ReadAllAsync(row => (Id: row.GetString(0), State: row.GetString(1), StartedAt: row.GetFieldValue<DateTimeOffset>(2)), cancellationToken);
        if (found.Count == 0)
        {
            return null;
        }

        await using var turns = new NpgsqlCommand(
            """
            select * from (
                select t.id, t.number, t.question, t.parts::text, t.asked_at, f.useful
                  from conversation_turn t
                  left join finder_turn f on f.turn_id = t.id
                 where t.conversation_id = @id
                 order by t.number desc limit @most) as last
             order by number
            """,
            connection);
        turns.Parameters.AddWithValue("id", found[0].Id);
        turns.Parameters.AddWithValue("most", MostTurns);
        return new KeptConversation(found[0].Id, found[0].State, await turns.ReadAllAsync(ToTurn, cancellationToken), found[0].StartedAt);
    }

    private static KeptTurn ToTurn(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetValueOrNull<bool>(5));
}
