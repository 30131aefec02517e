using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Fusion;

/// <summary>
/// Learns how far each witness is to be believed, by Newton's method on the logistic loss, with a Gaussian prior around known weights:
/// with few confirmed texts the weights stay near those that other catalogues taught. The leanings of the categories are learned with them, by a tighter prior
/// around none: categories differ less than catalogues do.
/// </summary>
public static class FusionTraining
{
    private const int MostSteps = 25;
    private const double Small = 1e-5;
    // How many rows' worth of conviction the priors have, per weight (inverse variance).
    private const double Tightness = 4;
    private const double TightnessOfLeanings = 20;

    /// <param name="rows">What was said and what is true.</param>
    /// <param name="prior">Where the weights are when nothing speaks against it; it leans nowhere.</param>
    /// <param name="categories">How many categories.</param>
    public static FusionWeights Learn(IReadOnlyList<FusionRow> rows, FusionWeights prior, int categories)
    {
        const int shared = Testimony.Count;
        var size = shared + (2 * categories);
        var known = new double[size];
        var tightness = new double[size];
        for (var i = 0; i < size; i++)
        {
            (known[i], tightness[i]) = i < shared ? (prior.Values[i], Tightness) : (0, TightnessOfLeanings);
        }

        var weights = (double[])known.Clone();
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, curvature) = (new double[size], new double[size, size]);
            for (var i = 0; i < size; i++)
            {
                gradient[i] = tightness[i] * (weights[i] - known[i]);
                curvature[i, i] = tightness[i];
            }

            foreach (var row in rows)
            {
                Add(gradient, curvature, row, categories, weights);
            }

            var change = Solve(curvature, gradient);
            var (loss, share) = (Loss(rows, categories, weights, known, tightness), 1.0);
            var next = Moved(weights, change, share);
            // Far from the best weights a whole Newton step may overshoot.
            while (Loss(rows, categories, next, known, tightness) > loss && share > Small)
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

        var learned = Array.ConvertAll(weights, weight => (float)weight);
        return new FusionWeights(learned[..shared], learned[shared..(shared + categories)], learned[(shared + categories)..]);
    }

    private static double[] Moved(double[] weights, double[] change, double share) => [.. weights.Zip(change, (weight, step) => weight - (share * step))];

    private static double Loss(
        IReadOnlyList<FusionRow> rows, int categories, double[] weights, double[] known, double[] tightness)
    {
        var loss = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            loss += tightness[i] / 2 * (weights[i] - known[i]) * (weights[i] - known[i]);
        }

        foreach (var (category, testimony, isTrue, weight) in rows)
        {
            // ln(1 + e^x) without overflow.
            var sum = Sum(category, categories, testimony, weights);
            var against = isTrue ? -sum : sum;
            loss += weight * (Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against))));
        }

        return loss;
    }

    private static double Sum(int category, int categories, float[] testimony, double[] weights)
    {
        var sum = weights[Testimony.Count + category] + (weights[Testimony.Count + categories + category] * testimony[Testimony.Linear]);
        for (var i = 0; i < testimony.Length; i++)
        {
            sum += weights[i] * testimony[i];
        }

        return sum;
    }

    private static void Add(double[] gradient, double[,] curvature, FusionRow row, int categories, double[] weights)
    {
        var (category, testimony, isTrue, weight) = row;
        var probability = 1 / (1 + Math.Exp(-Sum(category, categories, testimony, weights)));
        var error = weight * (probability - (isTrue ? 1 : 0));
        var slope = weight * probability * (1 - probability);
        double margin = testimony[Testimony.Linear];
        var (leaning, marginLeaning) = (Testimony.Count + category, Testimony.Count + categories + category);
        for (var i = 0; i < testimony.Length; i++)
        {
            gradient[i] += error * testimony[i];
            for (var j = 0; j <= i; j++)
            {
                curvature[i, j] += slope * testimony[i] * testimony[j];
            }

            curvature[leaning, i] += slope * testimony[i];
            curvature[marginLeaning, i] += slope * margin * testimony[i];
        }

        gradient[leaning] += error;
        gradient[marginLeaning] += error * margin;
        curvature[leaning, leaning] += slope;
        curvature[marginLeaning, leaning] += slope * margin;
        curvature[marginLeaning, marginLeaning] += slope * margin * margin;
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
