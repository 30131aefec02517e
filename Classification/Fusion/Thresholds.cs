namespace SocialConnect.Classification.Fusion;

/// <summary>From which probability on a category is proposed: chosen on texts that were held back, so that F1 is best.</summary>
public static class Thresholds
{
    private const float Lowest = 0.05f;
    private const float Highest = 0.9f;
    private const float Step = 0.01f;
    // A category's own threshold counts as much as the common one when it has that many texts.
    private const float HalfTrust = 200;
    // And the common one as much as the known one with that many: ten texts are too few to choose it by.
    private const float HalfOfKnown = 30;

    /// <param name="outcomes">Of each category for each text held back.</param>
    /// <param name="categories">How many categories.</param>
    /// <param name="texts">How many texts were held back.</param>
    public static float[] Learn(IReadOnlyList<Outcome> outcomes, int categories, int texts)
    {
        var common = KnownWeights.Threshold + ((BestFor(outcomes) - KnownWeights.Threshold) * texts / (texts + HalfOfKnown));
        return [.. Enumerable.Range(0, categories).Select(category =>
        {
            var own = outcomes.Where(outcome => outcome.Category == category).ToList();
            var positives = own.Count(outcome => outcome.IsTrue);
            return positives == 0 ? common : common + ((BestFor(own) - common) * positives / (positives + HalfTrust));
        })];
    }

    private static float BestFor(IReadOnlyList<Outcome> outcomes)
    {
        var steps = (int)MathF.Round((Highest - Lowest) / Step) + 1;
        var (right, proposed) = (new double[steps], new double[steps]);
        var wanted = 0.0;
        foreach (var (_, probability, isTrue, weight) in outcomes)
        {
            wanted += isTrue ? weight : 0;
            // Every threshold up to the probability proposes it.
            var last = Math.Min((int)((probability - Lowest) / Step), steps - 1);
            if (probability >= Lowest)
            {
                proposed[last] += weight;
                right[last] += isTrue ? weight : 0;
            }
        }

        var (best, at) = (-1.0, 0);
        for (var step = steps - 1; step >= 0; step--)
        {
            (right[step], proposed[step]) = (right[step] + (step + 1 < steps ? right[step + 1] : 0), proposed[step] + (step + 1 < steps ? proposed[step + 1] : 0));
            var f1 = 2 * right[step] / Math.Max(1, proposed[step] + wanted);
            if (f1 > best)
            {
                (best, at) = (f1, step);
            }
        }

        return Lowest + (at * Step);
    }
}
