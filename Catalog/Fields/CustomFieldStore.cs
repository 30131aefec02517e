using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Catalog.Fields;

/// <summary>The catalogue's own fields, and what initiatives have in them, for those who may see it.</summary>
public sealed class CustomFieldStore(NpgsqlDataSource database)
{
    private const string Columns = "name, label, type, open_level, required, visible";

    public async Task<IReadOnlyList<CustomField>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from custom_field order by position, name");
        return await command.ReadAllAsync(ToField, cancellationToken);
    }

    /// <summary>Adds fields, or changes those of the same name; all or none.</summary>
    public async Task SaveAsync(IReadOnlyCollection<CustomField> fields, string? changedBy, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            insert into custom_field (name, label, type, open_level, required, visible, position, changed_by)
            select f.name, f.label, f.type, f.open_level, f.required, f.visible, (select coalesce(max(position), 0) from custom_field) + f.number, @changed_by
              from unnest(@name, @label, @type, @open_level, @required, @visible) with ordinality as f (name, label, type, open_level, required, visible, number)
            on conflict (name) do update
               set label = excluded.label, type = excluded.type, open_level = excluded.open_level, required = excluded.required, visible = excluded.visible,
                   changed_by = excluded.changed_by, changed_at = now()
            """);
        command.Parameters.AddWithValue("name", fields.Select(field => field.Name).ToArray());
        command.Parameters.AddWithValue("label", fields.Select(field => field.Label).ToArray());
        command.Parameters.AddWithValue("type", fields.Select(field => RecipeFieldReader.NameOf(field.Type)).ToArray());
        command.Parameters.AddWithValue("open_level", fields.Select(field => NameOf(field.Open)).ToArray());
        command.Parameters.AddWithValue("required", fields.Select(field => field.IsRequired).ToArray());
        command.Parameters.AddWithValue("visible", fields.Select(field => field.IsVisible).ToArray());
        command.Parameters.Add(new NpgsqlParameter("changed_by", NpgsqlDbType.Text) { Value = (object?)changedBy ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes a field out of the model. What initiatives have in it is kept and shown to nobody.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from custom_field where name = @name");
        command.Parameters.AddWithValue("name", name);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>What an initiative has in the visible fields up to this level. Nothing else leaves the database.</summary>
    public async Task<IReadOnlyList<CustomValue>> ReadAsync(long initiativeId, OpenLevel upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select {Columns}, (i.extra -> f.name)::text
              from custom_field f
              join initiative i on i.id = @id and i.extra ? f.name
             where f.visible and f.open_level = any (@levels)
             order by f.position, f.name
            """);
        command.Parameters.AddWithValue("id", initiativeId);
        command.Parameters.AddWithValue("levels", Enum.GetValues<OpenLevel>().Where(level => level <= upTo).Select(NameOf).ToArray());
        var read = await command.ReadAllAsync(row => new CustomValue(ToField(row), Texts(row.GetString(6))), cancellationToken);
        return read.Where(value => value.Values.Count > 0).ToList();
    }

    /// <summary>Labels of required fields up to this level that an initiative has nothing in.</summary>
    public async Task<IReadOnlyList<string>> LackingAsync(long initiativeId, OpenLevel upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select f.label from custom_field f join initiative i on i.id = @id and not i.extra ? f.name where f.required and f.open_level = any (@levels) order by f.position, f.name");
        command.Parameters.AddWithValue("id", initiativeId);
        command.Parameters.AddWithValue("levels", Enum.GetValues<OpenLevel>().Where(level => level <= upTo).Select(NameOf).ToArray());
        return await command.ReadAllAsync(row => row.GetString(0), cancellationToken);
    }

    /// <summary>Names that initiatives have values under and that are not in the model yet, with how many have them.</summary>
    public async Task<IReadOnlyList<(string Name, int Initiatives)>> UnknownAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select found.name, count(*)::int
              from initiative, jsonb_object_keys(extra) as found (name)
             where status = 'published' and found.name ~ '^[a-z][a-z0-9_]{0,49}$' and found.name <> all (@ours) and found.name not in (select name from custom_field)
             group by found.name order by count(*) desc, found.name limit 50
            """);
        command.Parameters.AddWithValue("ours", RecipeField.ByName.Keys.ToArray());
        return await command.ReadAllAsync(row => (row.GetString(0), row.GetInt32(1)), cancellationToken);
    }

    internal static string NameOf(OpenLevel level) => level.ToString().ToLowerInvariant();

    private static CustomField ToField(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        Enum.GetValues<FieldType>().First(type => RecipeFieldReader.NameOf(type) == row.GetString(2)),
        Enum.Parse<OpenLevel>(row.GetString(3), ignoreCase: true))
    {
        IsRequired = row.GetBoolean(4),
        IsVisible = row.GetBoolean(5),
    };

    private static List<string> Texts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement])
            .Select(value => value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "oui",
                JsonValueKind.False => "non",
                _ => "",
            })
            .Where(text => text.Length > 0).ToList();
    }
}
