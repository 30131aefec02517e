using System.Numerics.Tensors;

namespace SocialConnect.Catalog.Embeddings.Latent;

/// <summary>A tall dense matrix of floats, row after row.</summary>
internal sealed class DenseBlock(int rows, int width)
{
    // Fixed, so that partial sums are added in the same order on any number of processors.
    private const int RowsPerPart = 2048;

    private readonly float[] _values = new float[checked(rows * width)];

    public int Rows { get; } = rows;

    public int Width { get; } = width;

    public Span<float> Row(int row) => _values.AsSpan(row * Width, Width);

    /// <summary>Standard normal numbers from a seeded generator (Box-Muller).</summary>
    public static DenseBlock Gaussian(int rows, int width, int seed)
    {
        var random = new Random(seed);
        var block = new DenseBlock(rows, width);
        for (var at = 0; at < block._values.Length; at++)
        {
            block._values[at] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return block;
    }

    /// <summary>Transpose of this × this, symmetric, width × width, summed in double precision.</summary>
    public double[,] Gram()
    {
        var parts = new double[(Rows + RowsPerPart - 1) / RowsPerPart][];
        Parallel.For(0, parts.Length, part =>
        {
            var sum = new double[Width * Width];
            var wide = new double[Width];
            for (var row = part * RowsPerPart; row < Math.Min(Rows, (part + 1) * RowsPerPart); row++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(Row(row), wide);
                for (var i = 0; i < Width; i++)
                {
                    if (wide[i] != 0)
                    {
                        var upper = sum.AsSpan((i * Width) + i, Width - i);
                        TensorPrimitives.MultiplyAdd(wide.AsSpan(i), wide[i], upper, upper);
                    }
                }
            }

            parts[part] = sum;
        });

        var total = new double[Width * Width];
        foreach (var part in parts)
        {
            TensorPrimitives.Add<double>(total, part, total);
        }

        var gram = new double[Width, Width];
        for (var i = 0; i < Width; i++)
        {
            for (var j = i; j < Width; j++)
            {
                gram[i, j] = gram[j, i] = total[(i * Width) + j];
            }
        }

        return gram;
    }

    /// <summary>This × <paramref name="right"/> (width × anything).</summary>
    public DenseBlock Times(double[,] right)
    {
        var columns = right.GetLength(1);
        var factor = new DenseBlock(Width, columns);
        for (var i = 0; i < Width; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                factor.Row(i)[j] = (float)right[i, j];
            }
        }

        var product = new DenseBlock(Rows, columns);
        Parallel.For(0, Rows, row =>
        {
            var from = Row(row);
            var to = product.Row(row);
            for (var i = 0; i < from.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(factor.Row(i), from[i], to, to);
            }
        });
        return product;
    }
}
