using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Fusion;

/// <summary>
/// Learns how far each witness is to be believed, by Newton's method on the logistic loss, with a Gaussian prior around known weights:
/// with few confirmed texts the weights stay near those that other catalogues taught.
/// </summary>
public static class FusionTraining
{
    private const int MostSteps = 25;
    private const double Small = 1e-5;

    /// <param name="rows">Testimonies, <see cref="Testimony.Count"/> numbers each, and how much each counts.</param>
    /// <param name="prior">Where the weights are when nothing speaks against it.</param>
    /// <param name="tightness">How many rows' worth of conviction the prior has, per weight (inverse variance).</param>
    public static FusionWeights Learn(IReadOnlyList<(float[] Testimony, bool IsTrue, float Weight)> rows, FusionWeights prior, double tightness)
    {
        const int size = Testimony.Count;
        var weights = Array.ConvertAll(prior.Values, value => (double)value);
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, curvature) = (new double[size], new double[size, size]);
            for (var i = 0; i < size; i++)
            {
                gradient[i] = tightness * (weights[i] - prior.Values[i]);
                curvature[i, i] = tightness;
            }

            foreach (var (testimony, isTrue, weight) in rows)
            {
                Add(gradient, curvature, testimony, isTrue, weight, weights);
            }

            var change = Solve(curvature, gradient);
            var (loss, share) = (Loss(rows, weights, prior, tightness), 1.0);
            var next = Moved(weights, change, share);
            // Far from the best weights a whole Newton step may overshoot.
            while (Loss(rows, next, prior, tightness) > loss && share > Small)
            {
                share /= 2;
                next = Moved(weights, change, share);
            }

            weights = next;
            if (change.Max(Math.Abs) * share < Small)
            {
                break;
            }
        }

        return new FusionWeights(Array.ConvertAll(weights, weight => (float)weight));
    }

    private static double[] Moved(double[] weights, double[] change, double share) => [.. weights.Zip(change, (weight, step) => weight - (share * step))];

    private static double Loss(IReadOnlyList<(float[] Testimony, bool IsTrue, float Weight)> rows, double[] weights, FusionWeights prior, double tightness)
    {
        var loss = tightness / 2 * weights.Zip(prior.Values, (weight, known) => (weight - known) * (weight - known)).Sum();
        foreach (var (testimony, isTrue, weight) in rows)
        {
            // ln(1 + e^x) without overflow.
            var against = isTrue ? -Sum(testimony, weights) : Sum(testimony, weights);
            loss += weight * (Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against))));
        }

        return loss;
    }

    private static double Sum(float[] testimony, double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < testimony.Length; i++)
        {
            sum += weights[i] * testimony[i];
        }

        return sum;
    }

    private static void Add(double[] gradient, double[,] curvature, float[] testimony, bool isTrue, float weight, double[] weights)
    {
        var probability = 1 / (1 + Math.Exp(-Sum(testimony, weights)));
        var error = weight * (probability - (isTrue ? 1 : 0));
        var slope = weight * probability * (1 - probability);
        for (var i = 0; i < testimony.Length; i++)
        {
            gradient[i] += error * testimony[i];
            for (var j = 0; j <= i; j++)
            {
                curvature[i, j] += slope * testimony[i] * testimony[j];
            }
        }
    }

    // Cholesky decomposition of the lower triangle; the prior makes the matrix positive definite.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }

        var solution = (double[])right.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
            {
                solution[i] -= matrix[i, k] * solution[k];
            }

            solution[i] /= matrix[i, i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
            {
                solution[i] -= matrix[k, i] * solution[k];
            }

            solution[i] /= matrix[i, i];
        }

        return solution;
    }
}
