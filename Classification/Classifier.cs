using SocialConnect.Classification.Features;
using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification;

/// <summary>Proposes categories for texts: hears every witness, weighs them, keeps themes and sub-themes consistent. Safe for many threads.</summary>
public sealed class Classifier
{
    private readonly int[] _parents;
    private readonly Dictionary<string, int> _index;
    private readonly int[] _deepestFirst;

    internal Classifier(IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary, Panel panel, FusionWeights fusion, float[] thresholds)
    {
        (Categories, Vocabulary, Panel, Fusion, ThresholdOf) = (categories, vocabulary, panel, fusion, thresholds);
        _index = categories.Select((category, at) => (category.Key, at)).ToDictionary(entry => entry.Key, entry => entry.at, StringComparer.Ordinal);
        _parents = [.. categories.Select(category => category.Parent is null ? -1 : _index.GetValueOrDefault(category.Parent, -1))];
        _deepestFirst = [.. Enumerable.Range(0, categories.Count).OrderByDescending(Depth)];
    }

    public IReadOnlyList<CategoryDescription> Categories { get; }

    public Vocabulary Vocabulary { get; }

    public FusionWeights Fusion { get; }

    /// <summary>Per category, the probability from which on it is proposed.</summary>
    public IReadOnlyList<float> ThresholdOf { get; }

    public Panel Panel { get; }

    /// <summary>The probability of every category, in the order of <see cref="Categories"/>. A category is at least as probable as any below it.</summary>
    public float[] Probabilities(ClassifiableText text) => Probabilities(text, Vocabulary.Read(text), null);

    private float[] Probabilities(ClassifiableText text, TextFeatures features, IReadOnlyList<Neighbour>? neighbours)
    {
        var rows = Panel.Hear(text, features, neighbours);
        var probabilities = new float[Categories.Count];
        for (var category = 0; category < probabilities.Length; category++)
        {
            probabilities[category] = Fusion.Probability(category, rows.AsSpan(category * Testimony.Count, Testimony.Count));
        }

        foreach (var category in _deepestFirst)
        {
            if (_parents[category] is var above and >= 0)
            {
                probabilities[above] = Math.Max(probabilities[above], probabilities[category]);
            }
        }

        return probabilities;
    }

    /// <summary>Every category with its probability, the most probable first. Where a sub-theme is sure, so is its theme.</summary>
    /// <param name="neighbours">The nearest confirmed texts, where the caller has a better measure than shared words.</param>
    /// <param name="explainFrom">Suggestions at least this probable come with their reasons.</param>
    public IReadOnlyList<Suggestion> Suggest(ClassifiableText text, IReadOnlyList<Neighbour>? neighbours = null, float explainFrom = float.PositiveInfinity)
    {
        var features = Vocabulary.Read(text);
        var probabilities = Probabilities(text, features, neighbours);
        var sure = new bool[probabilities.Length];
        foreach (var category in _deepestFirst)
        {
            sure[category] |= probabilities[category] >= ThresholdOf[category];
            if (sure[category] && _parents[category] is var above and >= 0)
            {
                sure[above] = true;
            }
        }

        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(category => probabilities[category])];
        var explained = Panel.Explain(order.TakeWhile(category => probabilities[category] >= explainFrom), text, features, neighbours, Fusion);
        return [.. order.Select((category, at) =>
            new Suggestion(Categories[category].Key, probabilities[category], sure[category]) { Reasons = at < explained.Count ? explained[at] : [] })];
    }

    /// <summary>What curators said of a text, by this classifier's indexes; keys it does not know are left out.</summary>
    public Filing ToFiling(IEnumerable<string> categories, IEnumerable<string> open)
    {
        int[] Indexes(IEnumerable<string> keys) => [.. keys.Select(key => _index.GetValueOrDefault(key, -1)).Where(index => index >= 0).Distinct()];
        return new Filing(Indexes(categories), Indexes(open));
    }

    private int Depth(int category)
    {
        var depth = 0;
        for (var above = _parents[category]; above >= 0 && depth < _parents.Length; above = _parents[above])
        {
            depth++;
        }

        return depth;
    }
}
