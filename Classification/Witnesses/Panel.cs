using SocialConnect.Classification.Features;
using SocialConnect.Classification.Fusion;

namespace SocialConnect.Classification.Witnesses;

/// <summary>The witnesses that testify for a text: what its tags are mapped to, the categories' descriptions, the notions it shares with them, the nearest confirmed texts and the linear learners.</summary>
public sealed class Panel
{
    /// <summary>How many neighbours have a say.</summary>
    public const int NeighboursAsked = 15;

    private const int NearestCounted = 3;
    // What is believed before asking neighbours counts as much as one neighbour as near as they usually are.
    private const float Before = 1;
    private const float VoteSmoothing = 0.02f;
    // Twins of a confirmed text are rare in training: beyond that, being nearer changes nothing.
    private const float MostNearness = 2;

    private readonly CategoryDescription[] _categories;
    private readonly Dictionary<string, int> _index;
    private readonly int _count;
    private readonly Vocabulary _vocabulary;
    private readonly Descriptions _descriptions;
    private readonly Notions _notions;
    private readonly Commonness _common;

    /// <param name="nearnessScale">How near the nearest texts usually are, by the measure that neighbours are known by.</param>
    public Panel(
        IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary, Descriptions descriptions, Notions notions, LearnedFromTexts? learned, float nearnessScale)
    {
        NearnessScale = nearnessScale;
        _categories = [.. categories];
        _count = categories.Count;
        _index = categories.Select((category, at) => (category.Key, at)).ToDictionary(entry => entry.Key, entry => entry.at, StringComparer.Ordinal);
        (_vocabulary, _descriptions, _notions, Learned) = (vocabulary, descriptions, notions, learned);
        Facets = FacetsOf(categories);
        _common = learned?.Commonness ?? new Commonness(Facets, _count, []);
    }

    public float NearnessScale { get; }

    public Descriptions Descriptions => _descriptions;

    public Notions Notions => _notions;

    /// <summary>Null before any text has been confirmed.</summary>
    public LearnedFromTexts? Learned { get; }

    /// <summary>The indexes of each facet's categories.</summary>
    public IReadOnlyList<int[]> Facets { get; }

    public static IReadOnlyList<int[]> FacetsOf(IReadOnlyList<CategoryDescription> categories) =>
        [.. categories.Select((category, at) => (category.Facet, at)).GroupBy(entry => entry.Facet, entry => entry.at).Select(facet => facet.ToArray())];

    /// <summary>Rows of <see cref="Testimony.Count"/> numbers, one per category.</summary>
    /// <param name="neighbours">The nearest confirmed texts, where the caller has a better measure than shared words.</param>
    public float[] Hear(ClassifiableText text, TextFeatures features, IReadOnlyList<Neighbour>? neighbours = null)
    {
        var rows = new float[_count * Testimony.Count];
        var phrases = _descriptions.PhraseScores(features);
        var described = _descriptions.Cosines(features);
        var told = _notions.Cosines(features);
        var vector = Learned?.Weights.Weigh(features);
        var linear = vector is { } weighed ? Learned!.Linear.Score(weighed) : null;
        var nearest = neighbours ?? (vector is { } near ? Learned!.Neighbours?.Nearest(near, NeighboursAsked) : null) ?? [];
        var votes = Votes(nearest);
        var nearness = Nearness(nearest);
        var mapped = HearMapped(text.Tags);
        foreach (var facet in Facets)
        {
            var best = linear is null ? 0 : Best(facet, linear);
            var (mean, deviation) = Spread(facet, described);
            var (toldMean, toldDeviation) = Spread(facet, told);
            var allPhrases = (float)Sum(facet, phrases);
            foreach (var category in facet)
            {
                var row = rows.AsSpan(category * Testimony.Count, Testimony.Count);
                var trust = linear is null ? 0 : _common.Trust[category];
                row[Testimony.Linear] = linear is null ? 0 : trust * linear[category];
                row[Testimony.LinearLag] = linear is null ? 0 : trust * (linear[category] - best);
                row[Testimony.LinearTrust] = trust;
                row[Testimony.Neighbours] = votes[category];
                row[Testimony.Phrases] = MathF.Sqrt(phrases[category]);
                row[Testimony.PhraseShare] = phrases[category] / (allPhrases + 0.3f);
                row[Testimony.Description] = (described[category] - mean) / (deviation + 0.01f);
                row[Testimony.Commonness] = _common.Odds(category);
                row[Testimony.CommonnessHere] = _common.OddsHere(category, text.Source);
                row[Testimony.Nearness] = nearness;
                row[Testimony.NearLinear] = nearness * row[Testimony.Linear];
                row[Testimony.NearNeighbours] = nearness * row[Testimony.Neighbours];
                row[Testimony.NearDescription] = nearness * row[Testimony.Description];
                row[Testimony.NearPhrases] = nearness * row[Testimony.Phrases];
                row[Testimony.Notions] = (told[category] - toldMean) / (toldDeviation + 0.01f);
                row[Testimony.NearNotions] = nearness * row[Testimony.Notions];
                row[Testimony.MappedTag] = mapped[category];
                row[Testimony.Always] = 1;
            }
        }

        return rows;
    }

    /// <summary>The confirmed texts nearest by shared words.</summary>
    public IReadOnlyList<Neighbour> NearestTo(TextFeatures features) =>
        Learned?.Neighbours?.Nearest(Learned.Weights.Weigh(features), NeighboursAsked) ?? [];

    /// <summary>Why each of these categories is proposed, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<Reason>> Explain(
        IEnumerable<int> categories, ClassifiableText text, TextFeatures features, IReadOnlyList<Neighbour>? neighbours, FusionWeights fusion)
    {
        int[] asked = [.. categories];
        if (asked.Length == 0)
        {
            return [];
        }

        var reasons = new Reasons(_vocabulary, _descriptions, Learned, fusion, text, features);
        var nearest = neighbours ?? NearestTo(features);
        return [.. asked.Select(category => reasons.For(category, _categories[category].Key, nearest))];
    }

    // How much more often the neighbours have the category than texts at large; near ones count more.
    private float[] Votes(IReadOnlyList<Neighbour> nearest)
    {
        var votes = new float[_count];
        if (nearest.Count == 0)
        {
            return votes;
        }

        var (total, open) = (Before, new float[_count]);
        foreach (var neighbour in nearest)
        {
            var nearness = neighbour.Similarity / NearnessScale;
            var weight = nearness * nearness;
            total += weight;
            foreach (var category in neighbour.Filing.Categories)
            {
                votes[category] += weight;
            }

            foreach (var category in neighbour.Filing.Open)
            {
                open[category] += weight;
            }
        }

        for (var category = 0; category < votes.Length; category++)
        {
            var share = _common.Share[category];
            var vote = (votes[category] + (Before * share)) / (total - open[category]);
            votes[category] = MathF.Log((vote + VoteSmoothing) / (share + VoteSmoothing));
        }

        return votes;
    }

    // 1 where the nearest texts are as near as they usually are.
    private float Nearness(IReadOnlyList<Neighbour> nearest) =>
        Math.Min(MostNearness, nearest.Take(NearestCounted).Sum(near => near.Similarity) / NearestCounted / NearnessScale);

    private float[] HearMapped(IReadOnlyList<TextTag> tags)
    {
        var mapped = new float[_count];
        foreach (var key in tags.SelectMany(tag => tag.Categories))
        {
            if (_index.TryGetValue(key, out var category))
            {
                mapped[category] = 1;
            }
        }

        return mapped;
    }

    private float Best(int[] facet, float[] linear)
    {
        var best = float.NegativeInfinity;
        foreach (var category in facet)
        {
            best = _common.Trust[category] > 0 ? Math.Max(best, linear[category]) : best;
        }

        return float.IsNegativeInfinity(best) ? 0 : best;
    }

    private static (float Mean, float Deviation) Spread(int[] facet, float[] values)
    {
        var mean = (float)(Sum(facet, values) / facet.Length);
        var squares = 0.0;
        foreach (var category in facet)
        {
            squares += (values[category] - mean) * (values[category] - mean);
        }

        return (mean, MathF.Sqrt((float)(squares / facet.Length)));
    }

    private static double Sum(int[] facet, float[] values)
    {
        var sum = 0.0;
        foreach (var category in facet)
        {
            sum += values[category];
        }

        return sum;
    }
}
