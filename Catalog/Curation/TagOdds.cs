using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Catalog.Curation;

/// <summary>
/// How far each witness is believed when a meaning is proposed for a tag: one weight each, summed and turned into a probability (logistic regression), so that of many
/// proposals at 70 % seven in ten are right. Learned from what curators made of tags, by Newton's method with a Gaussian prior around known weights: with few mappings they stay near those.
/// </summary>
public sealed class TagOdds
{
    // Inverse variance of the prior: so many evenly split rows must speak against a known weight before it gives way by half.
    private const double Tightness = 4;
    private const int MostSteps = 25;
    private const double Small = 1e-6;

    private static readonly int Size = Enum.GetValues<Part>().Length;

    private readonly double[] _weights;

    private TagOdds(double[] weights) => _weights = weights;

    private enum Part
    {
        Always,
        Label,
        Synonym,
        Piece,
        Contained,
        SameTag,
        SameTagVotes,
        SimilarTag,
        SimilarOwnTag,
        Confirmed,
        NoTheme,
        Rivals,
        Kin,
    }

    /// <summary>Nothing is known of any witness.</summary>
    public static TagOdds None { get; } = new(new double[Size]);

    /// <summary>
    /// What the 727 mappings taught that the Carrefour's team made by hand for 30 partners and that its second taxonomy can express (<c>bench -- tags --print</c> learns
    /// them anew, docs/measurements.md has the figures). No initiative was confirmed there, so what <see cref="TagWitness.Confirmed"/> weighs is set by hand: six of six are as good as a likeness of one.
    /// </summary>
    public static TagOdds Known { get; } = new([-0.52, 1.67, 1.33, 1.68, 1.17, 1.57, 0.73, 1.60, 1.52, 2.5, -0.89, -1.02, 1.57]);

    /// <summary>Every weight beside its name, for printing what was learned.</summary>
    public IReadOnlyDictionary<string, double> Weights => Enum.GetValues<Part>().ToDictionary(part => part.ToString(), part => _weights[(int)part]);

    /// <summary>What the reasons for one category say, in numbers.</summary>
    /// <param name="rivals">How many categories the tag may mean, this one included.</param>
    /// <param name="hasKin">Whether its theme or one of its sub-themes is among them.</param>
    public static double[] Evidence(Category category, IEnumerable<TagReason> reasons, int rivals, bool hasKin)
    {
        var evidence = new double[Size];
        evidence[(int)Part.Always] = 1;
        evidence[(int)Part.NoTheme] = category.Facet == Facet.Theme ? 0 : 1;
        evidence[(int)Part.Rivals] = Math.Log(rivals);
        evidence[(int)Part.Kin] = hasKin ? 1 : 0;
        foreach (var reason in reasons)
        {
            var part = (int)PartOf(reason.Witness);
            evidence[part] = Math.Max(evidence[part], reason.Strength);
            if (reason.Witness == TagWitness.SameTag)
            {
                evidence[(int)Part.SameTagVotes] = Math.Log(1 + reason.Count);
            }
        }

        return evidence;
    }

    public double Probability(double[] evidence) => 1 / (1 + Math.Exp(-Sum(_weights, evidence)));

    /// <param name="rows">What spoke for a category, and whether curators meant it.</param>
    public TagOdds Learn(IReadOnlyList<(double[] Evidence, bool IsMeant)> rows)
    {
        var weights = (double[])_weights.Clone();
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, curvature) = Slope(rows, weights);
            var change = Solve(curvature, gradient);
            var (loss, share) = (Loss(rows, weights), 1.0);
            var next = Moved(weights, change, share);
            // Far from the best weights a whole Newton step may overshoot.
            while (Loss(rows, next) > loss && share > Small)
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

        return new TagOdds(weights);
    }

    private static Part PartOf(TagWitness witness) => witness switch
    {
        TagWitness.Label => Part.Label,
        TagWitness.Synonym => Part.Synonym,
        TagWitness.Part => Part.Piece,
        TagWitness.Contained => Part.Contained,
        TagWitness.SameTag => Part.SameTag,
        TagWitness.SimilarTag => Part.SimilarTag,
        TagWitness.SimilarOwnTag => Part.SimilarOwnTag,
        _ => Part.Confirmed,
    };

    private (double[] Gradient, double[,] Curvature) Slope(IReadOnlyList<(double[] Evidence, bool IsMeant)> rows, double[] weights)
    {
        var (gradient, curvature) = (new double[Size], new double[Size, Size]);
        for (var i = 0; i < Size; i++)
        {
            gradient[i] = Tightness * (weights[i] - _weights[i]);
            curvature[i, i] = Tightness;
        }

        foreach (var (evidence, isMeant) in rows)
        {
            var promised = 1 / (1 + Math.Exp(-Sum(weights, evidence)));
            for (var i = 0; i < Size; i++)
            {
                gradient[i] += (promised - (isMeant ? 1 : 0)) * evidence[i];
                for (var j = 0; j < Size; j++)
                {
                    curvature[i, j] += promised * (1 - promised) * evidence[i] * evidence[j];
                }
            }
        }

        return (gradient, curvature);
    }

    private double Loss(IReadOnlyList<(double[] Evidence, bool IsMeant)> rows, double[] weights)
    {
        var loss = Tightness / 2 * weights.Zip(_weights, (weight, known) => (weight - known) * (weight - known)).Sum();
        foreach (var (evidence, isMeant) in rows)
        {
            // ln(1 + e^x) without overflow.
            var against = isMeant ? -Sum(weights, evidence) : Sum(weights, evidence);
            loss += Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
        }

        return loss;
    }

    // Gaussian elimination without pivoting: the prior makes the curvature positive definite.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        for (var i = 0; i < Size; i++)
        {
            for (var below = i + 1; below < Size; below++)
            {
                var factor = matrix[below, i] / matrix[i, i];
                for (var j = i; j < Size; j++)
                {
                    matrix[below, j] -= factor * matrix[i, j];
                }

                right[below] -= factor * right[i];
            }
        }

        var solution = new double[Size];
        for (var i = Size - 1; i >= 0; i--)
        {
            var rest = right[i];
            for (var j = i + 1; j < Size; j++)
            {
                rest -= matrix[i, j] * solution[j];
            }

            solution[i] = rest / matrix[i, i];
        }

        return solution;
    }

    private static double[] Moved(double[] weights, double[] change, double share) => [.. weights.Zip(change, (weight, step) => weight - (share * step))];

    private static double Sum(double[] weights, double[] evidence) => weights.Zip(evidence, (weight, value) => weight * value).Sum();
}
