namespace SocialConnect.Classification.Witnesses;

/// <summary>How often categories are given to texts, at large and by source, and whether there were enough texts to learn from.</summary>
public sealed class Commonness
{
    // Before any text has been filed: one or two categories of a facet each, all alike, as if that had been seen in so many texts.
    private const float Expected = 1.5f;
    private const float AtMost = 0.5f;
    // With that many texts a category's learner is trusted half.
    private const float HalfTrust = 3;
    // How many texts of its own a source needs before it is believed as much as all others together.
    private const float HalfOfSource = 10;


    public Commonness(IReadOnlyList<int[]> facets, int categories, IReadOnlyList<(Filing Filing, string? Source)> texts)
    {
        Share = new float[categories];
        Trust = new float[categories];
        var (positives, known) = Count(categories, texts.Select(text => text.Filing));
        foreach (var facet in facets)
        {
            var before = Math.Min(AtMost, Expected / facet.Length);
            foreach (var category in facet)
            {
                Share[category] = (positives[category] + (Expected * before)) / (known[category] + Expected);
                Trust[category] = positives[category] == known[category] ? 0 : positives[category] / (positives[category] + HalfTrust);
            }
        }

        foreach (var source in texts.Where(text => text.Source is not null).GroupBy(text => text.Source!))
        {
            var (own, knownHere) = Count(categories, source.Select(text => text.Filing));
            Here[source.Key] = [.. Share.Select((share, category) => (own[category] + (HalfOfSource * share)) / (knownHere[category] + HalfOfSource))];
        }
    }

    public Commonness(float[] share, float[] trust, Dictionary<string, float[]> here) => (Share, Trust, Here) = (share, trust, here);

    /// <summary>The share by source.</summary>
    public Dictionary<string, float[]> Here { get; } = [];

    /// <summary>Share of texts that have the category, smoothed.</summary>
    public float[] Share { get; }

    /// <summary>How far the category had enough texts to learn from, 0 to 1.</summary>
    public float[] Trust { get; }

    /// <summary>Log-odds of the category.</summary>
    public float Odds(int category) => Odds(Share[category]);

    /// <summary>By how much the log-odds are higher in this source; 0 for a source that nothing is known of.</summary>
    public float OddsHere(int category, string? source) =>
        source is not null && Here.TryGetValue(source, out var here) ? Odds(here[category]) - Odds(Share[category]) : 0;

    private static (float[] Positives, float[] Known) Count(int categories, IEnumerable<Filing> filings)
    {
        var (positives, known, count) = (new float[categories], new float[categories], 0);
        foreach (var filing in filings)
        {
            count++;
            foreach (var category in filing.Categories)
            {
                positives[category]++;
            }

            foreach (var category in filing.Open)
            {
                known[category]--;
            }
        }

        return (positives, Array.ConvertAll(known, open => open + count));
    }

    private static float Odds(float share) => MathF.Log(share / (1 - share));
}
