using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SocialConnect.Classification.Features;
using SocialConnect.Classification.Text;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Training;

/// <summary>Everything read once that a training needs several times: the vocabulary, the confirmed texts' features, the descriptions.</summary>
internal sealed class Material
{
    private const int Parts = 4;
    private const int NearestCounted = 3;
    // For too few texts to measure it, and never below: how near the nearest texts of a catalogue are by shared words.
    private const int EnoughToMeasure = 20;
    private const float UsualNearness = 0.15f;
    private const float LeastNearness = 0.05f;

    private readonly IReadOnlyList<CategoryDescription> _categories;
    private readonly bool _byMeaning;
    private readonly Dictionary<string, float> _weightOfSource;

    public Material(IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<ClassifiableText> background, IReadOnlyList<string> notions, float? nearnessScale)
    {
        _categories = categories;
        // The same texts in another order are the same material.
        filed = [.. filed.OrderBy(text => text.Id, StringComparer.Ordinal)];
        Vocabulary = VocabularyLearning.Learn([.. filed.Select(text => text.Text), .. background], Descriptions.StemsOf(categories).Concat(notions.SelectMany(FrenchWords.StemsIn)));
        var index = categories.Select((category, at) => (category.Key, at)).ToDictionary(entry => entry.Key, entry => entry.at, StringComparer.Ordinal);
        int[] Indexes(IEnumerable<string> keys) => [.. keys.Where(index.ContainsKey).Select(key => index[key]).Distinct()];
        Texts = [.. filed
            .Select(text => new PreparedText(text, Vocabulary.Read(text.Text), new Filing(Indexes(text.Categories), Indexes(text.Open.Except(text.Categories)))))];
        var tells = TermWeights.Learn(Vocabulary, [.. Texts.Select(text => text.Features), .. background.Select(Vocabulary.Read)]).Words[..Vocabulary.Terms.Stems.Length];
        Descriptions = new Descriptions(categories, Vocabulary, tells);
        Notions = new Notions(notions, categories, Vocabulary);
        _weightOfSource = WeightsOfSources(Texts);
        _byMeaning = Texts.Count > 0 && Texts.All(text => text.Filed.Meaning is not null);
        NearnessScale = nearnessScale ?? MeasureNearness();
    }

    public Vocabulary Vocabulary { get; }

    public Descriptions Descriptions { get; }

    public Notions Notions { get; }

    public IReadOnlyList<PreparedText> Texts { get; }

    private float NearnessScale { get; }

    /// <summary>Witnesses that have learned from these texts.</summary>
    public Panel PanelFrom(IReadOnlyList<PreparedText> texts, CancellationToken cancellationToken)
    {
        if (texts.Count == 0)
        {
            return new Panel(_categories, Vocabulary, Descriptions, Notions, null, NearnessScale);
        }

        var weights = TermWeights.Learn(Vocabulary, [.. texts.Select(text => text.Features)]);
        var vectors = texts.Select(text => weights.Weigh(text.Features)).ToList();
        var filings = texts.Select(text => text.Filing).ToList();
        var linear = LinearTraining.Train(vectors, filings, _categories.Count, Vocabulary.WordCount, Vocabulary.GramCount, cancellationToken);
        var common = new Commonness(Panel.FacetsOf(_categories), _categories.Count, [.. texts.Select(text => (text.Filing, text.Filed.Text.Source))]);
        var neighbours = _byMeaning ? null : new Neighbours([.. texts.Select((text, at) => (text.Filed.Id, text.Filing, vectors[at]))], Vocabulary.WordCount);
        return new Panel(_categories, Vocabulary, Descriptions, Notions, new LearnedFromTexts(weights, linear, common, neighbours), NearnessScale);
    }

    /// <summary>Lets witnesses testify for texts they have not learned from: every part is held back once; then every source, when there are several, since a new source is the hard case.</summary>
    public IEnumerable<HeardText> HearHeldBack(CancellationToken cancellationToken)
    {
        var parts = Texts.GroupBy(text => PartOf(text.Filed.Id)).OrderBy(part => part.Key).Select(part => part.ToHashSet());
        var sources = Texts.GroupBy(text => text.Filed.Text.Source).OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => source.ToHashSet()).ToList();
        foreach (var held in parts.Concat(sources.Count > 1 ? sources : []))
        {
            var learned = Texts.Where(text => !held.Contains(text)).ToList();
            var panel = PanelFrom(learned, cancellationToken);
            var heard = held.AsParallel().AsOrdered().Select(text =>
                new HeardText(text.Filed.Id, panel.Hear(text.Filed.Text, text.Features, _byMeaning ? NearestByMeaning(text, learned, Panel.NeighboursAsked) : null), text.Filing, _weightOfSource[text.Filed.Text.Source ?? ""]));
            foreach (var text in heard.ToList())
            {
                yield return text;
            }
        }
    }

    // A source counts by the square root of its texts: whom to believe is to hold for every source, and a large one would otherwise drown the others.
    private static Dictionary<string, float> WeightsOfSources(IReadOnlyList<PreparedText> texts)
    {
        var counts = texts.CountBy(text => text.Filed.Text.Source ?? "").ToList();
        var all = counts.Sum(source => MathF.Sqrt(source.Value));
        return counts.ToDictionary(source => source.Key, source => texts.Count / all / MathF.Sqrt(source.Value), StringComparer.Ordinal);
    }

    private float MeasureNearness()
    {
        if (Texts.Count < EnoughToMeasure)
        {
            return UsualNearness;
        }

        var weights = TermWeights.Learn(Vocabulary, [.. Texts.Select(text => text.Features)]);
        var vectors = Texts.Select(text => weights.Weigh(text.Features)).ToList();
        var byWords = new Neighbours([.. Texts.Select((text, at) => (text.Filed.Id, text.Filing, vectors[at]))], Vocabulary.WordCount);
        var nearness = Texts.Select((text, at) => (_byMeaning
                ? NearestByMeaning(text, Texts, NearestCounted + 1)
                : byWords.Nearest(vectors[at], NearestCounted + 1))
            .Where(neighbour => neighbour.Id != text.Filed.Id).Take(NearestCounted).Sum(neighbour => neighbour.Similarity) / NearestCounted);
        return Math.Max(LeastNearness, nearness.Average());
    }

    private static IReadOnlyList<Neighbour> NearestByMeaning(PreparedText text, IReadOnlyList<PreparedText> among, int count)
    {
        var filings = among.Where(other => other != text).ToDictionary(other => other.Filed, other => other.Filing);
        return Meanings.Nearest(text.Filed, filings.Keys, count, other => filings[other]);
    }

    private static int PartOf(string id) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) % Parts);
}
