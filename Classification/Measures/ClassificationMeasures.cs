namespace SocialConnect.Classification.Measures;

/// <summary>How good proposals are, over texts whose categories are known. All between 0 and 1; only <see cref="CalibrationError"/> is better when lower.</summary>
/// <param name="MicroF1">Harmonic mean of precision and recall over all pairs of text and category.</param>
/// <param name="MacroF1">Mean of the categories' own F1; 0 for one that is never right.</param>
/// <param name="FirstIsRight">Share of texts whose most probable category is right (precision at 1).</param>
/// <param name="PrecisionAt5">Share of right ones among the five most probable.</param>
/// <param name="RecallAt5">Share of a text's categories found among its five most probable, averaged over texts.</param>
/// <param name="Ndcg5">Normalised discounted cumulative gain of the five most probable, with discount 1 / log2(rank + 1).</param>
/// <param name="CalibrationError">Expected calibration error over all pairs, in ten bins of equal width.</param>
public sealed record ClassificationMeasures(
    double MicroF1, double MacroF1, double FirstIsRight, double PrecisionAt5, double RecallAt5, double Ndcg5, double CalibrationError)
{
    private const int Bins = 10;
    private const int Depth = 5;

    /// <param name="texts">At least one, each with at least one true category.</param>
    public static ClassificationMeasures Of(IReadOnlyCollection<JudgedText> texts)
    {
        var ranked = texts.Select(Ranked).ToList();
        var categories = texts.First().Truth.Length;
        var counts = Enumerable.Range(0, categories).Select(category => F1Parts(texts, category)).ToList();
        var depth = Math.Min(Depth, categories);
        return new ClassificationMeasures(
            F1(counts.Sum(part => part.Right), counts.Sum(part => part.Proposed), counts.Sum(part => part.Wanted)),
            counts.Average(part => F1(part.Right, part.Proposed, part.Wanted)),
            ranked.Average(hits => hits[0] ? 1 : 0),
            ranked.Average(hits => hits.Take(depth).Count(hit => hit) / (double)depth),
            ranked.Average(hits => hits.Take(depth).Count(hit => hit) / (double)Math.Max(1, hits.Count(hit => hit))),
            ranked.Average(hits => Gain(hits.Take(depth)) / Gain(hits.OrderDescending().Take(depth))),
            ErrorOf(CalibrationBins(texts)));
    }

    /// <summary>Per bin of probability: how many pairs of text and category, their mean probability, and the share of them that is true.</summary>
    public static IReadOnlyList<CalibrationBin> CalibrationBins(IEnumerable<JudgedText> texts)
    {
        var (count, sum, right) = (new int[Bins], new double[Bins], new int[Bins]);
        foreach (var text in texts)
        {
            for (var category = 0; category < text.Probabilities.Length; category++)
            {
                var bin = Math.Min((int)(text.Probabilities[category] * Bins), Bins - 1);
                count[bin]++;
                sum[bin] += text.Probabilities[category];
                right[bin] += text.Truth[category] ? 1 : 0;
            }
        }

        return [.. Enumerable.Range(0, Bins).Where(bin => count[bin] > 0).Select(bin => new CalibrationBin(count[bin], sum[bin] / count[bin], (double)right[bin] / count[bin]))];
    }

    private static double ErrorOf(IReadOnlyList<CalibrationBin> bins) =>
        bins.Sum(bin => bin.Count * Math.Abs(bin.MeanProbability - bin.ShareTrue)) / bins.Sum(bin => bin.Count);

    private static bool[] Ranked(JudgedText text) =>
        [.. Enumerable.Range(0, text.Truth.Length).OrderByDescending(category => text.Probabilities[category]).Select(category => text.Truth[category])];

    private static (int Right, int Proposed, int Wanted) F1Parts(IReadOnlyCollection<JudgedText> texts, int category) => (
        texts.Count(text => text.Proposed[category] && text.Truth[category]),
        texts.Count(text => text.Proposed[category]),
        texts.Count(text => text.Truth[category]));

    private static double F1(int right, int proposed, int wanted) => proposed + wanted == 0 ? 0 : 2.0 * right / (proposed + wanted);

    private static double Gain(IEnumerable<bool> hits) => hits.Select((hit, rank) => hit ? 1 / Math.Log2(rank + 2) : 0).Sum();
}
