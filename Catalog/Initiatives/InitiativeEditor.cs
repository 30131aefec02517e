using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>Corrections by hand. They win over every later visit, show when the partner has changed since, and can be undone.</summary>
public sealed class InitiativeEditor(NpgsqlDataSource database, TimeProvider clock)
{
    /// <returns>Null for an unknown initiative.</returns>
    public async Task<EditedInitiative?> FindAsync(long initiative, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ReadAsync(connection, initiative, forUpdate: false, cancellationToken) is not { } state)
        {
            return null;
        }

        await using var history = new NpgsqlCommand(
            """
            select batch, array_agg(field order by id), min(edited_by), min(edited_at), case when bool_and(undone_at is not null) then min(undone_by) end
              from initiative_edit where initiative_id = @id group by batch order by max(id) desc limit 20
            """,
            connection);
        history.Parameters.AddWithValue("id", initiative);
        var batches = await history.ReadAllAsync(
            row => new EditBatch(row.GetGuid(0), row.GetFieldValue<string[]>(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetStringOrNull(4)), cancellationToken);
        return new EditedInitiative(
            initiative,
            state.Revision,
            state.PartnerName,
            new Uri(state.Row["page_url"]!.GetValue<string>()),
            EditableField.All.ToDictionary(field => field.Name, field => Text(state.Row[field.Name])),
            EditableField.All.Where(field => state.Source.ContainsKey(field.Name)).ToDictionary(field => field.Name, field => Text(state.Source[field.Name])),
            state.Hand.ToDictionary(
                edit => edit.Key,
                edit => new HandEdit(
                    edit.Value!["by"]!.GetValue<string>(), edit.Value["at"]!.GetValue<DateTimeOffset>(), Text(edit.Value["over"]), Text(state.Source[edit.Key]))),
            batches);
    }

    /// <summary>Keeps corrected fields. A value that is the partner's own again takes the correction away.</summary>
    /// <param name="values">Only fields of <see cref="EditableField.All"/>, as text; null empties one. Those that are the same already are left alone.</param>
    /// <param name="revision">Of the initiative when it was shown; null writes in any case.</param>
    /// <returns>The batch to undo it by, or none when nothing differed; <see langword="false"/> as the second when the initiative has changed since it was shown, and nothing was stored.</returns>
    public async Task<(Guid? Batch, bool IsStored)> SaveAsync(
        long initiative, IReadOnlyDictionary<string, string?> values, string curator, int? revision, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var state = await ReadAsync(connection, initiative, forUpdate: true, cancellationToken);
        if (state is null || (revision is { } shown && shown != state.Revision))
        {
            return (null, false);
        }

        var batch = Guid.NewGuid();
        var changes = values
            .Select(value => (Field: EditableField.Find(value.Key) ?? throw new ArgumentException($"'{value.Key}' is not a field that can be edited.", nameof(values)), Value: value.Value))
            .Select(change => (change.Field, Value: Normal(change.Field, change.Value)))
            .Where(change => Text(state.Row[change.Field.Name]) != change.Value)
            .ToList();
        foreach (var (field, value) in changes)
        {
            var before = state.Hand[field.Name]?.DeepClone();
            await LogAsync(connection, batch, initiative, field, Text(state.Row[field.Name]), before, value, curator, cancellationToken);
            state.Hand.Remove(field.Name);
            if (!state.Source.ContainsKey(field.Name) || Normal(field, Text(state.Source[field.Name])) != value)
            {
                state.Hand[field.Name] = new JsonObject
                {
                    ["value"] = value,
                    ["by"] = curator,
                    ["at"] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                    ["over"] = state.Source[field.Name]?.DeepClone(),
                };
            }
        }

        await WriteAsync(connection, initiative, state.Hand, changes, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (changes.Count > 0 ? batch : null, true);
    }

    /// <summary>The partner has changed the field since, and the hand's value stays: it is no longer pointed out.</summary>
    public async Task KeepAsync(long initiative, string field, string curator, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update initiative
               set hand = jsonb_set(jsonb_set(hand, array[@field, 'over'], coalesce(source -> @field, 'null')), array[@field, 'by'], to_jsonb(@curator::text))
             where id = @id and hand ? @field
            """);
        command.Parameters.AddWithValue("id", initiative);
        command.Parameters.AddWithValue("field", field);
        command.Parameters.AddWithValue("curator", curator);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes a batch of corrections back, except fields that somebody has corrected again since. Where the partner's own value was shown before, its value of today is.</summary>
    /// <returns>How many fields were put back.</returns>
    public async Task<int> UndoAsync(Guid batch, string curator, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand(
            "select initiative_id, id, field, value_before, hand_before::text, value_after from initiative_edit where batch = @batch and undone_at is null", connection);
        find.Parameters.AddWithValue("batch", batch);
        var edits = await find.ReadAllAsync(
            row => (Initiative: row.GetInt64(0), Id: row.GetInt64(1), Field: EditableField.Find(row.GetString(2))!, Before: row.GetStringOrNull(3), Hand: row.GetStringOrNull(4), After: row.GetStringOrNull(5)),
            cancellationToken);
        if (edits.Count == 0 || await ReadAsync(connection, edits[0].Initiative, forUpdate: true, cancellationToken) is not { } state)
        {
            return 0;
        }

        var undone = edits.Where(edit => Text(state.Row[edit.Field.Name]) == edit.After).ToList();
        foreach (var edit in undone)
        {
            state.Hand.Remove(edit.Field.Name);
            if (edit.Hand is not null)
            {
                state.Hand[edit.Field.Name] = JsonNode.Parse(edit.Hand);
            }
        }

        await using var mark = new NpgsqlCommand("update initiative_edit set undone_at = now(), undone_by = @curator where id = any (@ids)", connection);
        mark.Parameters.AddWithValue("curator", curator);
        mark.Parameters.AddWithValue("ids", undone.Select(edit => edit.Id).ToArray());
        await mark.ExecuteNonQueryAsync(cancellationToken);
        await WriteAsync(
            connection, edits[0].Initiative, state.Hand,
            [.. undone.Select(edit => (edit.Field, edit.Hand is null && state.Source.ContainsKey(edit.Field.Name) ? Normal(edit.Field, Text(state.Source[edit.Field.Name])) : edit.Before))],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return undone.Count;
    }

    // A visit that saves the initiative meanwhile waits, and then finds the hand's values.
    private static async Task<State?> ReadAsync(NpgsqlConnection connection, long initiative, bool forUpdate, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select i.revision, to_jsonb(i)::text, p.name from initiative i join partner p on p.id = i.partner_id where i.id = @id{(forUpdate ? " for no key update of i" : "")}", connection);
        command.Parameters.AddWithValue("id", initiative);
        return await command.ReadFirstAsync(
            row =>
            {
                var whole = JsonNode.Parse(row.GetString(1))!.AsObject();
                return new State(row.GetInt32(0), whole, whole["source"]!.AsObject(), whole["hand"]!.AsObject(), row.GetString(2));
            },
            cancellationToken);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, long initiative, JsonObject hand, List<(EditableField Field, string? Value)> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        // Columns and types come from EditableField, never from what somebody sent.
        var columns = string.Concat(changes.Select((change, i) => $"{change.Field.Name} = {(change.Field.IsNeverNull && change.Field.Type == "text" ? $"coalesce(@v{i}, '')" : $"@v{i}::{change.Field.Type}")}, "));
        await using var command = new NpgsqlCommand(
            $"update initiative set {columns}hand = @hand, changed_at = now(), revision = revision + 1 where id = @id", connection);
        command.Parameters.AddWithValue("id", initiative);
        command.Parameters.Add(new NpgsqlParameter("hand", NpgsqlDbType.Jsonb) { Value = hand.ToJsonString() });
        for (var i = 0; i < changes.Count; i++)
        {
            command.Parameters.Add(new NpgsqlParameter($"v{i}", NpgsqlDbType.Text) { Value = (object?)changes[i].Value ?? DBNull.Value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        await StepLedger.WakeAsync(connection, cancellationToken);
    }

    private static async Task LogAsync(
        NpgsqlConnection connection, Guid batch, long initiative, EditableField field, string? before, JsonNode? handBefore, string? after, string curator, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into initiative_edit (batch, initiative_id, field, value_before, hand_before, value_after, edited_by)
            values (@batch, @id, @field, @before, @hand, @after, @curator)
            """,
            connection);
        command.Parameters.AddWithValue("batch", batch);
        command.Parameters.AddWithValue("id", initiative);
        command.Parameters.AddWithValue("field", field.Name);
        command.Parameters.AddNullable("before", before);
        command.Parameters.Add(new NpgsqlParameter("hand", NpgsqlDbType.Jsonb) { Value = (object?)handBefore?.ToJsonString() ?? DBNull.Value });
        command.Parameters.AddNullable("after", after);
        command.Parameters.AddWithValue("curator", curator);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // As the database writes it back, so that the same value is the same text.
    private static string? Normal(EditableField field, string? value)
    {
        value = value?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        return field.Type switch
        {
            "text" when field.IsNeverNull => value ?? "",
            _ when string.IsNullOrEmpty(value) => null,
            "double precision" => double.Parse(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
            "date" => DateOnly.Parse(value, CultureInfo.InvariantCulture).ToString("O", CultureInfo.InvariantCulture),
            "boolean" => bool.Parse(value) ? "true" : "false",
            _ => value,
        };
    }

    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<double>(out var number) => number.ToString("R", CultureInfo.InvariantCulture),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        _ => node.ToJsonString(),
    };

    private sealed record State(int Revision, JsonObject Row, JsonObject Source, JsonObject Hand, string PartnerName);
}
