using SocialConnect.Classification.Features;
using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification;

/// <summary>Proposes categories for texts: hears every witness, weighs them, keeps themes and sub-themes consistent. Safe for many threads.</summary>
public sealed class Classifier
{
    private readonly int[] _parents;
    private readonly int[] _deepestFirst;

    internal Classifier(IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary, Panel panel, FusionWeights fusion, float[] thresholds)
    {
        (Categories, Vocabulary, Panel, Fusion, ThresholdOf) = (categories, vocabulary, panel, fusion, thresholds);
        _parents = [.. categories.Select(category => category.Parent is null ? -1 : categories.ToList().FindIndex(above => above.Key == category.Parent))];
        _deepestFirst = [.. Enumerable.Range(0, categories.Count).OrderByDescending(Depth)];
    }

    public IReadOnlyList<CategoryDescription> Categories { get; }

    public Vocabulary Vocabulary { get; }

    public FusionWeights Fusion { get; }

    /// <summary>Per category, the probability from which on it is proposed.</summary>
    public IReadOnlyList<float> ThresholdOf { get; }

    public Panel Panel { get; }

    /// <summary>The probability of every category, in the order of <see cref="Categories"/>. A category is at least as probable as any below it.</summary>
    public float[] Probabilities(ClassifiableText text)
    {
        var rows = Panel.Hear(text, Vocabulary.Read(text));
        var probabilities = new float[Categories.Count];
        for (var category = 0; category < probabilities.Length; category++)
        {
            probabilities[category] = Fusion.Probability(rows.AsSpan(category * Testimony.Count, Testimony.Count));
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
    public IReadOnlyList<Suggestion> Suggest(ClassifiableText text)
    {
        var probabilities = Probabilities(text);
        var sure = new bool[probabilities.Length];
        foreach (var category in _deepestFirst)
        {
            sure[category] |= probabilities[category] >= ThresholdOf[category];
            if (sure[category] && _parents[category] is var above and >= 0)
            {
                sure[above] = true;
            }
        }

        return [.. Enumerable.Range(0, probabilities.Length)
            .OrderByDescending(category => probabilities[category])
            .Select(category => new Suggestion(Categories[category].Key, probabilities[category], sure[category]))];
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
