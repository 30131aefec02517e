using Npgsql;
using NpgsqlTypes;

namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>Categories as JSON, whole, to compare and to put back.</summary>
internal static class CategorySnapshots
{
    /// <returns>A JSON array; the same categories in the same state give the same text.</returns>
    public static async Task<string> TakeAsync(NpgsqlConnection connection, IReadOnlyList<long> categories, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select coalesce(jsonb_agg(jsonb_build_object(
                       'id', c.id, 'level', c.level, 'notation', c.notation, 'parent_id', c.parent_id,
                       'deprecated_at', c.deprecated_at, 'replaced_by', c.replaced_by, 'position', c.position,
                       'words', (select coalesce(jsonb_agg(jsonb_build_array(l.language, l.kind, l.text, l.position) order by l.language, l.kind, l.position, l.text), '[]')
                                   from category_label l where l.category_id = c.id)) order by c.id), '[]')::text
              from category c where c.id = any (@ids)
            """,
            connection);
        command.Parameters.AddWithValue("ids", categories.ToArray());
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Whether the categories are still as they were, their place among their siblings apart.</summary>
    public static async Task<bool> StandsAsync(NpgsqlConnection connection, string snapshot, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select not exists (
                select from jsonb_array_elements(@snapshot) s
                  left join lateral (
                      select jsonb_build_object(
                                 'id', c.id, 'level', c.level, 'notation', c.notation, 'parent_id', c.parent_id,
                                 'deprecated_at', c.deprecated_at, 'replaced_by', c.replaced_by,
                                 'words', (select coalesce(jsonb_agg(jsonb_build_array(l.language, l.kind, l.text, l.position) order by l.language, l.kind, l.position, l.text), '[]')
                                             from category_label l where l.category_id = c.id)) as now
                        from category c where c.id = (s->>'id')::bigint) n on true
                 where n.now is distinct from s - 'position')
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter("snapshot", NpgsqlDbType.Jsonb) { Value = snapshot });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Puts the categories back as they were. Those that were not there yet go; where something refers to them, they go out of use instead.</summary>
    public static async Task RestoreAsync(NpgsqlConnection connection, string before, string after, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(
                    """
                    update category c
                       set level = (s->>'level')::int, parent_id = (s->>'parent_id')::bigint, position = (s->>'position')::int,
                           deprecated_at = (s->>'deprecated_at')::timestamptz, replaced_by = (s->>'replaced_by')::bigint
                      from jsonb_array_elements($1) s where c.id = (s->>'id')::bigint
                    """),
                new NpgsqlBatchCommand("delete from category_label l using jsonb_array_elements($1) s where l.category_id = (s->>'id')::bigint"),
                new NpgsqlBatchCommand(
                    """
                    insert into category_label (category_id, language, kind, text, position)
                    select (s->>'id')::bigint, w->>0, w->>1, w->>2, (w->>3)::int
                      from jsonb_array_elements($1) s, jsonb_array_elements(s->'words') w
                    """),
                new NpgsqlBatchCommand(
                    """
                    with added as (
                        select (a->>'id')::bigint as id from jsonb_array_elements($2) a
                        except select (b->>'id')::bigint from jsonb_array_elements($1) b)
                    update category c set deprecated_at = now(), replaced_by = null from added where c.id = added.id
                    """),
                new NpgsqlBatchCommand(
                    """
                    with added as (
                        select (a->>'id')::bigint as id from jsonb_array_elements($2) a
                        except select (b->>'id')::bigint from jsonb_array_elements($1) b)
                    delete from category c using added
                     where c.id = added.id
                       and not exists (select from decision d where d.category_id = c.id)
                       and not exists (select from partner_tag_category m join partner_tag t on t.partner_id = m.partner_id and t.tag = m.tag and t.state = 'mapped' where m.category_id = c.id)
                       and not exists (select from category o where o.parent_id = c.id or o.replaced_by = c.id)
                    """),
            },
        };
        foreach (var command in batch.BatchCommands)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = before, NpgsqlDbType = NpgsqlDbType.Jsonb });
            if (command.CommandText.Contains("$2", StringComparison.Ordinal))
            {
                command.Parameters.Add(new NpgsqlParameter { Value = after, NpgsqlDbType = NpgsqlDbType.Jsonb });
            }
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
