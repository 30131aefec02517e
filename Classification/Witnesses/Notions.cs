using System.Numerics.Tensors;
using SocialConnect.Classification.Features;

namespace SocialConnect.Classification.Witnesses;

/// <summary>
/// Compares texts and categories by the things of everyday life that both are about: each is described by the notions whose words and letter runs it shares most
/// (explicit semantic analysis; Gabrilovich and Markovitch, IJCAI 2007), so that they are near each other without a word in common. Needs no confirmed text.
/// </summary>
public sealed class Notions
{
    // Of more than these a text has only a word in passing.
    private const int Kept = 20;

    private readonly int _categories;
    private readonly TermWeights _weights;
    private readonly NotionUses _words;
    private readonly NotionUses _grams;
    private readonly float[] _ofCategory;

    /// <param name="texts">What is said of each notion, in the words of those who tell a need and of those who answer it.</param>
    /// <param name="vocabulary">Must number the stems of these texts and of the descriptions.</param>
    public Notions(IReadOnlyList<string> texts, IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary)
    {
        Texts = texts;
        _categories = categories.Count;
        var read = texts.Select(text => vocabulary.Read(new ClassifiableText("", text))).ToList();
        _weights = TermWeights.Learn(vocabulary, read);
        var vectors = read.ConvertAll(_weights.Weigh);
        _words = new NotionUses([.. vectors.Select(vector => (vector.WordIds, vector.Words))], vocabulary.WordCount);
        _grams = new NotionUses([.. vectors.Select(vector => (vector.GramIds, vector.Grams))], vocabulary.GramCount);
        _ofCategory = Describe(categories, vocabulary);
    }

    public IReadOnlyList<string> Texts { get; }

    /// <summary>How far the text is about the same notions as each category, more than as the others: a cosine.</summary>
    public float[] Cosines(TextFeatures text)
    {
        var scores = new float[_categories];
        foreach (var (notion, weight) in ProfileOf(text))
        {
            TensorPrimitives.MultiplyAdd(_ofCategory.AsSpan(notion * _categories, _categories), weight, scores, scores);
        }

        return scores;
    }

    // Squares leave little of the weak ones.
    private List<(int Notion, float Weight)> ProfileOf(TextFeatures text)
    {
        var vector = _weights.Weigh(text);
        var nearness = new float[Texts.Count];
        AddNearness(nearness, _words, vector.WordIds, vector.Words);
        AddNearness(nearness, _grams, vector.GramIds, vector.Grams);
        var nearest = new PriorityQueue<int, float>(Kept);
        for (var notion = 0; notion < nearness.Length; notion++)
        {
            if (nearness[notion] > 0 && (nearest.Count < Kept || (nearest.TryPeek(out _, out var least) && nearness[notion] > least)))
            {
                if (nearest.Count < Kept)
                {
                    nearest.Enqueue(notion, nearness[notion]);
                }
                else
                {
                    nearest.DequeueEnqueue(notion, nearness[notion]);
                }
            }
        }

        var profile = nearest.UnorderedItems.Select(near => (Notion: near.Element, Weight: near.Priority * near.Priority)).ToList();
        var length = MathF.Sqrt(profile.Sum(near => near.Weight * near.Weight));
        return profile.ConvertAll(near => (near.Notion, near.Weight / length));
    }

    // Words and letter runs have the same say, however many of them a text shares.
    private static void AddNearness(float[] nearness, NotionUses uses, int[] ids, float[] values)
    {
        var shared = uses.Compare(ids, values);
        var length = TensorPrimitives.Norm<float>(shared);
        if (length > 0)
        {
            TensorPrimitives.MultiplyAdd(shared, 1 / length, nearness, nearness);
        }
    }

    // Every phrase of a category's description has a profile of its own. A notion of all categories tells none apart: what is common to them is taken off.
    private float[] Describe(IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary)
    {
        var profiles = categories.Select(category =>
        {
            var profile = new float[Texts.Count];
            foreach (var (notion, weight) in Descriptions.PhrasesOf(category).SelectMany(phrase => ProfileOf(vocabulary.Read(new ClassifiableText("", phrase)))))
            {
                profile[notion] += weight;
            }

            return ToLengthOne(profile);
        }).ToList();
        var common = new float[Texts.Count];
        foreach (var profile in profiles)
        {
            TensorPrimitives.MultiplyAdd(profile, 1f / profiles.Count, common, common);
        }

        var rows = new float[Texts.Count * _categories];
        for (var category = 0; category < _categories; category++)
        {
            TensorPrimitives.Subtract(profiles[category], common, profiles[category]);
            var own = ToLengthOne(profiles[category]);
            for (var notion = 0; notion < own.Length; notion++)
            {
                rows[(notion * _categories) + category] = own[notion];
            }
        }

        return rows;
    }

    private static float[] ToLengthOne(float[] vector)
    {
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }

        return vector;
    }
}
