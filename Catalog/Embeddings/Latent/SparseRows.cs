using System.Numerics.Tensors;

namespace SocialConnect.Catalog.Embeddings.Latent;

/// <summary>A sparse matrix of texts × terms, held by rows and by columns, for products with a dense block of vectors.</summary>
/// <remarks>
/// Every output row is summed by one thread in a fixed order, so that the same input gives the same bits whatever the number of processors.
/// </remarks>
internal sealed class SparseRows
{
    private readonly Compressed _byRow;
    private readonly Compressed _byColumn;

    /// <param name="rows">Per text: term numbers, ascending, and their weights.</param>
    /// <param name="columns">Number of terms.</param>
    public SparseRows(IReadOnlyList<(int[] Terms, float[] Weights)> rows, int columns)
    {
        Rows = rows.Count;
        Columns = columns;
        _byRow = Compressed.FromRows(rows);
        _byColumn = _byRow.Transposed(columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>This × <paramref name="block"/>: (texts × terms) · (terms × width) → texts × width.</summary>
    public DenseBlock Times(DenseBlock block) => _byRow.Times(block);

    /// <summary>Transpose of this × <paramref name="block"/>: (terms × texts) · (texts × width) → terms × width.</summary>
    public DenseBlock TransposedTimes(DenseBlock block) => _byColumn.Times(block);

    private sealed record Compressed(int[] Start, int[] Index, float[] Value)
    {
        public static Compressed FromRows(IReadOnlyList<(int[] Terms, float[] Weights)> rows)
        {
            var start = new int[rows.Count + 1];
            for (var row = 0; row < rows.Count; row++)
            {
                start[row + 1] = start[row] + rows[row].Terms.Length;
            }

            var (index, value) = (new int[start[^1]], new float[start[^1]]);
            for (var row = 0; row < rows.Count; row++)
            {
                rows[row].Terms.CopyTo(index, start[row]);
                rows[row].Weights.CopyTo(value, start[row]);
            }

            return new Compressed(start, index, value);
        }

        public Compressed Transposed(int columns)
        {
            var start = new int[columns + 1];
            foreach (var column in Index)
            {
                start[column + 1]++;
            }

            for (var column = 0; column < columns; column++)
            {
                start[column + 1] += start[column];
            }

            var next = start[..^1];
            var (index, value) = (new int[Index.Length], new float[Index.Length]);
            for (var row = 0; row < Start.Length - 1; row++)
            {
                for (var at = Start[row]; at < Start[row + 1]; at++)
                {
                    var place = next[Index[at]]++;
                    (index[place], value[place]) = (row, Value[at]);
                }
            }

            return new Compressed(start, index, value);
        }

        public DenseBlock Times(DenseBlock block)
        {
            var product = new DenseBlock(Start.Length - 1, block.Width);
            Parallel.For(0, product.Rows, row =>
            {
                var sum = product.Row(row);
                for (var at = Start[row]; at < Start[row + 1]; at++)
                {
                    TensorPrimitives.MultiplyAdd(block.Row(Index[at]), Value[at], sum, sum);
                }
            });
            return product;
        }
    }
}
