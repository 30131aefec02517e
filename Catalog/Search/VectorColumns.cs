using Npgsql;
using Pgvector;

namespace SocialConnect.Catalog.Search;

/// <summary>All documents' vectors under one model, in memory. Never changed once shared.</summary>
internal sealed class VectorColumns
{
    private readonly DocumentVectors?[][] _blocks;

    private VectorColumns(long model, DocumentVectors?[][] blocks) => (Model, _blocks) = (model, blocks);

    public long Model { get; }

    public DocumentVectors? Of(int document) =>
        document / Posting.BlockSize < _blocks.Length ? _blocks[document / Posting.BlockSize][document % Posting.BlockSize] : null;

    /// <summary>Reads the vectors of some initiatives.</summary>
    /// <param name="initiatives">By document number; null for all of the columns.</param>
    public static async Task<VectorColumns> ReadAsync(
        NpgsqlConnection connection, long model, VectorColumns? before, SearchColumns columns, IReadOnlyDictionary<int, long>? initiatives, CancellationToken cancellationToken)
    {
        var numbers = initiatives?.Where(pair => pair.Value != 0).ToDictionary(pair => pair.Value, pair => pair.Key) ?? columns.NumbersOfInitiatives();
        var blocks = new DocumentVectors?[columns.Blocks.Count][];
        var copied = new HashSet<int>();
        for (var block = 0; block < blocks.Length; block++)
        {
            blocks[block] = before is not null && block < before._blocks.Length ? before._blocks[block] : NewBlock(block);
        }

        foreach (var document in initiatives?.Keys ?? [])
        {
            Set(document, null);
        }

        await using var command = new NpgsqlCommand(
            "select initiative_id, embedding from initiative_embedding where model_id = @model"
            + (initiatives is null ? "" : " and initiative_id = any (@initiatives)") + " order by initiative_id, chunk",
            connection);
        command.Parameters.AddWithValue("model", model);
        if (initiatives is not null)
        {
            command.Parameters.AddWithValue("initiatives", numbers.Keys.ToArray());
        }

        var (current, vectors) = (0L, new List<float[]>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt64(0) is var initiative && initiative != current)
            {
                Keep();
                current = initiative;
            }

            vectors.Add(Array.ConvertAll(reader.GetFieldValue<HalfVector>(1).ToArray(), number => (float)number));
        }

        Keep();
        return new VectorColumns(model, blocks);

        void Keep()
        {
            if (vectors.Count > 0 && numbers.TryGetValue(current, out var number))
            {
                Set(number, new DocumentVectors(vectors));
            }

            vectors.Clear();
        }

        void Set(int document, DocumentVectors? value)
        {
            var block = document / Posting.BlockSize;
            if (copied.Add(block))
            {
                blocks[block] = [.. blocks[block]];
            }

            blocks[block][document % Posting.BlockSize] = value;
        }

        DocumentVectors?[] NewBlock(int block)
        {
            copied.Add(block);
            return new DocumentVectors?[Posting.BlockSize];
        }
    }
}
