namespace SocialConnect.Catalog.Curation.Measures;

/// <summary>How far people agree who judged the same things, chance taken off.</summary>
public static class Agreement
{
    /// <summary>Cohen's kappa for two judges: (p_o − p_e) / (1 − p_e), with the chance agreement p_e from each judge's own shares.</summary>
    /// <remarks>Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).</remarks>
    /// <param name="pairs">What each of the two said of the same thing.</param>
    /// <returns>1 for full agreement, 0 for as much as by chance; null for no pairs, or when both always said the same one thing, which says nothing about agreement.</returns>
    public static double? CohenKappa<T>(IReadOnlyCollection<(T First, T Second)> pairs)
        where T : notnull
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        double count = pairs.Count;
        var observed = pairs.Count(pair => EqualityComparer<T>.Default.Equals(pair.First, pair.Second)) / count;
        var first = pairs.CountBy(pair => pair.First).ToDictionary(one => one.Key, one => one.Value / count);
        var expected = pairs.CountBy(pair => pair.Second).Sum(one => one.Value / count * first.GetValueOrDefault(one.Key));
        return expected < 1 ? (observed - expected) / (1 - expected) : null;
    }

    /// <summary>Krippendorff's alpha for nominal values and any number of judges, gaps allowed: 1 − D_o / D_e over the coincidence matrix.</summary>
    /// <remarks>Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C.</remarks>
    /// <param name="units">For each thing, what was said of it; things with fewer than two say nothing.</param>
    /// <returns>Null when nothing was judged twice, or all judgements are the same value.</returns>
    public static double? KrippendorffAlpha<T>(IEnumerable<IReadOnlyList<T>> units)
        where T : notnull
    {
        var totals = new Dictionary<T, double>();
        var disagreement = 0.0;
        foreach (var values in units.Where(values => values.Count > 1))
        {
            var counts = values.CountBy(value => value).ToList();
            foreach (var (value, times) in counts)
            {
                totals[value] = totals.GetValueOrDefault(value) + times;
                // Each value pairs with every different one of its unit, weighed so that a unit counts as many times as it has values.
                disagreement += times * (double)(values.Count - times) / (values.Count - 1);
            }
        }

        var all = totals.Values.Sum();
        var chance = totals.Values.Sum(total => total * (all - total)) / (all - 1);
        return all > 1 && chance > 0 ? 1 - (disagreement / chance) : null;
    }
}
