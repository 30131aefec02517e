using Npgsql;
using Pgvector;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>Vectors of initiatives, by model.</summary>
public sealed class EmbeddingStore(NpgsqlDataSource database)
{
    private const string TextSql =
        """
        select i.id, i.title, i.organisation, i.summary, i.body,
               array(select tag from initiative_tag t where t.initiative_id = i.id order by position),
               array(select question from expected_question q where q.initiative_id = i.id and removed_at is null order by position),
               array(select l.text
                       from initiative_category ic
                       join category c on c.id = ic.category_id and c.facet = 'theme'
                       join category_label l on l.category_id = c.id and l.kind = 'expression' and l.language = 'fr'
                      where ic.initiative_id = i.id
                      order by l.category_id, l.text)
          from initiative i
        """;

    public static async Task<List<EmbeddingText>> ReadTextsAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{TextSql} where i.id = any (@ids) order by i.id", connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        return await command.ReadAllAsync(ToText, cancellationToken);
    }

    /// <summary>The published initiatives' texts for training; above <paramref name="most"/>, a sample that is the same every time.</summary>
    public async Task<List<EmbeddingText>> ReadSampleAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"{TextSql} where i.id in (select id from initiative where status = 'published' order by md5(id::text) limit @most) order by i.id");
        command.Parameters.AddWithValue("most", most);
        return await command.ReadAllAsync(ToText, cancellationToken);
    }

    public async Task<int> CountPublishedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select count(*)::int from initiative where status = 'published'");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Replaces the initiatives' vectors under this model.</summary>
    public static async Task SaveAsync(
        NpgsqlConnection connection, long model, IReadOnlyList<long> initiatives, IEnumerable<(long Initiative, int Chunk, HalfVector Vector)> vectors, CancellationToken cancellationToken)
    {
        await using (var delete = new NpgsqlCommand("delete from initiative_embedding where model_id = @model and initiative_id = any (@ids)", connection))
        {
            delete.Parameters.AddWithValue("model", model);
            delete.Parameters.AddWithValue("ids", initiatives.ToArray());
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var import = await connection.BeginBinaryImportAsync(
            "copy initiative_embedding (initiative_id, model_id, chunk, embedding) from stdin (format binary)", cancellationToken);
        foreach (var (initiative, chunk, vector) in vectors)
        {
            await import.StartRowAsync(cancellationToken);
            await import.WriteAsync(initiative, cancellationToken);
            await import.WriteAsync(model, cancellationToken);
            await import.WriteAsync(chunk, cancellationToken);
            await import.WriteAsync(vector, cancellationToken);
        }

        await import.CompleteAsync(cancellationToken);
    }

    private static EmbeddingText ToText(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetStringOrNull(2),
        row.GetString(3),
        row.GetString(4),
        row.GetFieldValue<string[]>(5),
        row.GetFieldValue<string[]>(6),
        row.GetFieldValue<string[]>(7));
}
