using MathNet.Numerics.LinearAlgebra;

namespace SocialConnect.Catalog.Embeddings.Latent;

/// <summary>
/// The leading right singular vectors of a sparse matrix by randomized subspace iteration
/// (Halko, Martinsson and Tropp 2011, «Finding structure with randomness», algorithms 4.4 and 5.1).
/// </summary>
internal static class RandomizedDecomposition
{
    // Columns beyond those wanted, and passes over the matrix: together they make the last vectors exact enough for retrieval.
    private const int Oversampling = 20;
    private const int Passes = 3;

    /// <returns>terms × rank, orthonormal columns by falling singular value; the rank is lower when the matrix has fewer independent rows.</returns>
    public static DenseBlock RightVectors(SparseRows matrix, int rank, int seed)
    {
        var width = Math.Min(rank + Oversampling, Math.Min(matrix.Rows, matrix.Columns));
        var basis = Orthonormal(matrix.TransposedTimes(DenseBlock.Gaussian(matrix.Rows, width, seed)));
        for (var pass = 0; pass < Passes; pass++)
        {
            basis = Orthonormal(matrix.TransposedTimes(matrix.Times(basis)));
        }

        var (values, vectors) = Eigen(matrix.Times(basis).Gram());
        var kept = Enumerable.Range(0, values.Count)
            .Where(i => values[i] > 1e-9 * values.Maximum())
            .OrderByDescending(i => values[i])
            .Take(rank);
        return basis.Times(Columns(kept.Select(i => WithFixedSign(vectors.Column(i)))));
    }

    /// <summary>Spans the same columns with orthonormal ones: Y V Λ^(-1/2), from the eigenvectors of Y's Gram matrix; done twice, it is as exact as a QR.</summary>
    private static DenseBlock Orthonormal(DenseBlock block)
    {
        for (var round = 0; round < 2; round++)
        {
            var (values, vectors) = Eigen(block.Gram());
            // Directions that hold nothing would be divided by nearly zero.
            var kept = Enumerable.Range(0, values.Count).Where(i => values[i] > 1e-10 * values.Maximum());
            block = block.Times(Columns(kept.Select(i => vectors.Column(i) / Math.Sqrt(values[i]))));
        }

        return block;
    }

    private static (Vector<double> Values, Matrix<double> Vectors) Eigen(double[,] symmetric)
    {
        var decomposition = Matrix<double>.Build.DenseOfArray(symmetric).Evd(Symmetricity.Symmetric);
        return (decomposition.EigenValues.Map(value => value.Real), decomposition.EigenVectors);
    }

    // The sign of a singular vector is arbitrary: fixed, so that training again on the same texts cannot flip it.
    private static Vector<double> WithFixedSign(Vector<double> vector) => vector * Math.Sign(vector[vector.AbsoluteMaximumIndex()]);

    private static double[,] Columns(IEnumerable<Vector<double>> columns) => Matrix<double>.Build.DenseOfColumnVectors(columns).ToArray();
}
