using System.Numerics.Tensors;
using SocialConnect.Classification.Features;
using SocialConnect.Classification.Text;

namespace SocialConnect.Classification.Witnesses;

/// <summary>
/// Compares texts with what is known of the categories beforehand: their labels, synonyms, everyday expressions and definitions. Needs no confirmed text.
/// Two measures: label and synonym phrases found in the text, and the cosine with all words of the description.
/// </summary>
public sealed class Descriptions
{
    // A theme is also described by its sub-themes, a little less surely.
    private const double FromBelow = 0.8;
    private const double InEverydayWords = 0.4;
    // Long texts mention many things in passing.
    private const int LengthOffset = 20;
    private const float InTitleOrTag = 2;

    private readonly int _count;
    private readonly float[] _tells;
    private readonly List<Node> _phrases = [new()];
    private readonly Dictionary<int, float[]> _words = [];

    /// <param name="vocabulary">Must number the stems of <see cref="StemsOf"/>.</param>
    /// <param name="tells">Inverse document frequency per stem.</param>
    public Descriptions(IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary, float[] tells)
    {
        _count = categories.Count;
        _tells = tells;
        var bags = new Dictionary<int, double>[_count];
        for (var category = 0; category < _count; category++)
        {
            var (phrases, bag) = (new Dictionary<string, (int[] Stems, double Weight)>(), new Dictionary<int, double>());
            foreach (var (text, weight, isName) in TextsOf(categories[category]))
            {
                int[] stems = [.. FrenchWords.StemsIn(text).Select(vocabulary.StemId)];
                foreach (var stem in stems)
                {
                    bag[stem] = bag.GetValueOrDefault(stem) + weight;
                }

                var key = string.Join(' ', stems);
                if (isName && stems.Length > 0 && (!phrases.TryGetValue(key, out var known) || known.Weight < weight))
                {
                    phrases[key] = (stems, weight);
                }
            }

            foreach (var (stems, weight) in phrases.Values)
            {
                Remember(stems, category, (float)weight);
            }

            bags[category] = bag;
        }

        SpreadOut(bags);
    }

    /// <summary>Inverse document frequency per stem.</summary>
    public float[] Tells => _tells;

    /// <summary>All stems that the descriptions use.</summary>
    public static IEnumerable<string> StemsOf(IEnumerable<CategoryDescription> categories) =>
        categories.SelectMany(TextsOf).SelectMany(entry => FrenchWords.StemsIn(entry.Text));

    /// <summary>All that is said of a category and of those below it, phrase by phrase.</summary>
    public static IEnumerable<string> PhrasesOf(CategoryDescription category) => TextsOf(category).Select(entry => entry.Text);

    /// <summary>The phrases found in the text, each with the categories it names.</summary>
    public IReadOnlyList<PhraseMatch> PhrasesIn(TextFeatures text)
    {
        var found = new Dictionary<int, PhraseMatch>();
        for (var start = 0; start < text.Stems.Length; start++)
        {
            var node = 0;
            for (var at = start; at < text.Stems.Length && _phrases[node].Next.TryGetValue(text.Stems[at], out node); at++)
            {
                if (_phrases[node].Categories.Count == 0)
                {
                    continue;
                }

                var count = start < text.TitleStems || start >= text.TagsFrom ? InTitleOrTag : 1;
                found[node] = found.TryGetValue(node, out var before)
                    ? before with { Count = before.Count + count }
                    : new PhraseMatch(start, at - start + 1, count, _phrases[node].Tells, _phrases[node].Categories);
            }
        }

        return [.. found.Values];
    }

    /// <summary>How strongly the text's phrases name each category.</summary>
    public float[] PhraseScores(TextFeatures text)
    {
        var scores = new float[_count];
        foreach (var match in PhrasesIn(text))
        {
            foreach (var (category, weight) in match.Categories)
            {
                scores[category] += match.Weight * weight;
            }
        }

        TensorPrimitives.Divide(scores, MathF.Sqrt(text.Stems.Length + LengthOffset), scores);
        return scores;
    }

    /// <summary>The cosine of the text's words with each description's.</summary>
    public float[] Cosines(TextFeatures text)
    {
        var scores = new float[_count];
        var length = 0f;
        for (var i = 0; i < text.Words.Ids.Length; i++)
        {
            var stem = text.Words.Ids[i];
            if (stem >= _tells.Length)
            {
                continue;
            }

            var weight = (1 + MathF.Log(text.Words.Counts[i])) * _tells[stem];
            length += weight * weight;
            if (_words.TryGetValue(stem, out var categories))
            {
                TensorPrimitives.MultiplyAdd(categories, weight, scores, scores);
            }
        }

        if (length > 0)
        {
            TensorPrimitives.Divide(scores, MathF.Sqrt(length), scores);
        }

        return scores;
    }

    private static IEnumerable<(string Text, double Weight, bool IsName)> TextsOf(CategoryDescription category)
    {
        yield return (category.Label, 1, true);
        foreach (var synonym in category.Synonyms)
        {
            yield return (synonym, 1, true);
        }

        foreach (var everyday in category.Expressions.Append(category.Definition))
        {
            yield return (everyday, InEverydayWords, false);
        }

        foreach (var below in category.Below)
        {
            foreach (var (text, weight, isName) in TextsOf(below))
            {
                yield return (text, weight * FromBelow, isName);
            }
        }
    }

    private void Remember(int[] stems, int category, float weight)
    {
        var node = 0;
        foreach (var stem in stems)
        {
            if (!_phrases[node].Next.TryGetValue(stem, out var next))
            {
                next = _phrases.Count;
                _phrases[node].Next.Add(stem, next);
                _phrases.Add(new Node());
            }

            node = next;
        }

        _phrases[node].Tells = stems.Sum(stem => _tells[stem]);
        _phrases[node].Categories.Add((category, weight));
    }

    // Per stem, its weight in each category's description of length 1. A stem of all descriptions tells none apart.
    private void SpreadOut(Dictionary<int, double>[] bags)
    {
        for (var category = 0; category < bags.Length; category++)
        {
            var length = 0.0;
            foreach (var (stem, count) in bags[category])
            {
                var weight = (count > 1 ? 1 + Math.Log(count) : count) * _tells[stem] * Math.Log(1 + ((double)bags.Length / bags.Count(bag => bag.ContainsKey(stem))));
                length += weight * weight;
                if (!_words.TryGetValue(stem, out var row))
                {
                    _words.Add(stem, row = new float[bags.Length]);
                }

                row[category] = (float)weight;
            }

            foreach (var stem in bags[category].Keys)
            {
                _words[stem][category] /= (float)Math.Sqrt(length);
            }
        }
    }

    private sealed class Node
    {
        public Dictionary<int, int> Next { get; } = [];

        public float Tells { get; set; }

        public List<(int Category, float Weight)> Categories { get; } = [];
    }
}
