using System.Numerics.Tensors;
using Npgsql;
using Pgvector;

namespace SocialConnect.Catalog.Search;

/// <summary>All documents' vectors under one model, in memory. Never changed once shared.</summary>
internal sealed class VectorColumns
{
    private const string AllSql = "select initiative_id, embedding from initiative_embedding where model_id = @model order by initiative_id, chunk";
    internal const string SomeSql = "select initiative_id, embedding from initiative_embedding where model_id = @model and initiative_id = any (@initiatives) order by initiative_id, chunk";

    private readonly VectorBlock[] _blocks;

    private VectorColumns(long model, VectorBlock[] blocks) => (Model, _blocks) = (model, blocks);

    public long Model { get; }

    public VectorBlock BlockAt(int block) => block < _blocks.Length ? _blocks[block] : VectorBlock.Empty;

    /// <summary>Of the beginnings, which say what the documents are about; null when one of them has no vector.</summary>
    public double? Similarity(int one, int other)
    {
        var (numbers, scale) = BlockAt(one / Posting.BlockSize).FirstOf(SearchColumns.LocalOf(one));
        var (others, otherScale) = BlockAt(other / Posting.BlockSize).FirstOf(SearchColumns.LocalOf(other));
        if (numbers.IsEmpty || numbers.Length != others.Length)
        {
            return null;
        }

        var product = 0L;
        for (var i = 0; i < numbers.Length; i++)
        {
            product += numbers.Span[i] * others.Span[i];
        }

        return product * (double)scale * otherScale;
    }

    /// <summary>Reads the vectors of some initiatives.</summary>
    /// <param name="initiatives">By document number; null for all of the columns.</param>
    public static async Task<VectorColumns> ReadAsync(
        NpgsqlConnection connection, long model, VectorColumns? before, SearchColumns columns, IReadOnlyDictionary<int, long>? initiatives, CancellationToken cancellationToken)
    {
        var numbers = initiatives?.Where(pair => pair.Value != 0).ToDictionary(pair => pair.Value, pair => pair.Key) ?? columns.NumbersOfInitiatives();
        var changes = new Dictionary<int, Dictionary<int, DocumentVectors?>>();
        foreach (var document in initiatives?.Keys ?? [])
        {
            Set(document, null);
        }

        await using var command = new NpgsqlCommand(initiatives is null ? AllSql : SomeSql, connection);
        command.Parameters.AddWithValue("model", model);
        if (initiatives is not null)
        {
            command.Parameters.AddWithValue("initiatives", numbers.Keys.ToArray());
        }

        var (current, vectors) = (0L, new List<float[]>());
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetInt64(0) is var initiative && initiative != current)
                {
                    Keep();
                    current = initiative;
                }

                var halves = reader.GetFieldValue<HalfVector>(1).Memory.Span;
                var floats = new float[halves.Length];
                TensorPrimitives.ConvertToSingle(halves, floats);
                vectors.Add(floats);
            }
        }

        Keep();
        var blocks = new VectorBlock[columns.Blocks.Count];
        for (var block = 0; block < blocks.Length; block++)
        {
            var known = before?.BlockAt(block) ?? VectorBlock.Empty;
            blocks[block] = changes.TryGetValue(block, out var changed) ? known.With(changed) : known;
        }

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
            (changes.TryGetValue(block, out var documents) ? documents : changes[block] = [])[SearchColumns.LocalOf(document)] = value;
        }
    }
}
