using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SocialConnect.Classification.Features;
using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Training;

/// <summary>
/// Trains a classifier from the categories' descriptions and whatever texts have been confirmed, even none.
/// The witnesses are weighed, and the thresholds set, on texts held back from the learners: at random, and source by source, since a new source is the hard case.
/// </summary>
public static class ClassifierTraining
{
    private const int Parts = 4;
    private const double Tightness = 2;

    /// <param name="background">Texts nobody has filed, which tell common words from rare ones.</param>
    public static Classifier Train(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<ClassifiableText>? background = null, CancellationToken cancellationToken = default)
    {
        var unfiled = background ?? [];
        var vocabulary = VocabularyLearning.Learn([.. filed.Select(text => text.Text), .. unfiled], Descriptions.StemsOf(categories));
        var texts = Prepare(categories, filed, vocabulary);
        var tells = TermWeights.Learn(vocabulary, [.. texts.Select(text => text.Features), .. unfiled.Select(vocabulary.Read)]).Words[..vocabulary.Terms.Stems.Length];
        var descriptions = new Descriptions(categories, vocabulary, tells);
        var heard = new List<(PreparedText Text, float[] Rows, float Weight)>();
        foreach (var (learn, ask) in HoldBack(texts))
        {
            var panel = PanelFrom(categories, vocabulary, descriptions, learn, cancellationToken);
            heard.AddRange(ask.AsParallel().AsOrdered().Select(text => (text, panel.Hear(text.Text, text.Features), 1f)));
        }

        var rows = heard.SelectMany(text => Rows(text.Text, text.Rows, text.Weight, categories.Count)).ToList();
        var fusion = FusionTraining.Learn([.. rows.Select(row => (row.Testimony, row.IsTrue, row.Weight))], KnownWeights.Fusion, Tightness);
        var thresholds = rows.Count == 0
            ? [.. Enumerable.Repeat(KnownWeights.Threshold, categories.Count)]
            : Thresholds.Learn([.. rows.Select(row => (row.Category, fusion.Probability(row.Testimony), row.IsTrue))], categories.Count);
        return new Classifier(categories, vocabulary, PanelFrom(categories, vocabulary, descriptions, texts, cancellationToken), fusion, thresholds);
    }

    private static List<PreparedText> Prepare(IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, Vocabulary vocabulary)
    {
        var index = categories.Select((category, at) => (category.Key, at)).ToDictionary(entry => entry.Key, entry => entry.at, StringComparer.Ordinal);
        return [.. filed.OrderBy(text => text.Id, StringComparer.Ordinal).Select(text => new PreparedText(
            text.Id,
            text.Text,
            vocabulary.Read(text.Text),
            [.. text.Categories.Where(index.ContainsKey).Select(key => index[key]).Distinct()]))];
    }

    private static Panel PanelFrom(
        IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary, Descriptions descriptions, IReadOnlyList<PreparedText> texts, CancellationToken cancellationToken)
    {
        if (texts.Count == 0)
        {
            return new Panel(categories, vocabulary, descriptions, null);
        }

        var weights = TermWeights.Learn(vocabulary, [.. texts.Select(text => text.Features)]);
        var vectors = texts.Select(text => weights.Weigh(text.Features)).ToList();
        int[][] filed = [.. texts.Select(text => text.Categories)];
        var linear = LinearTraining.Train(vectors, filed, categories.Count, vocabulary.WordCount, vocabulary.GramCount, cancellationToken);
        var learned = new LearnedFromTexts(weights, linear, new Neighbours(vectors, vocabulary.WordCount), filed, [.. texts.Select(text => text.Text.Source)]);
        return new Panel(categories, vocabulary, descriptions, learned);
    }

    // Every part is held back once; then every source, when there are several.
    private static IEnumerable<(List<PreparedText> Learn, List<PreparedText> Ask)> HoldBack(List<PreparedText> texts)
    {
        var parts = texts.GroupBy(text => PartOf(text.Id)).OrderBy(part => part.Key).Select(part => part.ToHashSet());
        var sources = texts.GroupBy(text => text.Text.Source).OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => source.ToHashSet()).ToList();
        foreach (var held in parts.Concat(sources.Count > 1 ? sources : []))
        {
            yield return (texts.Where(text => !held.Contains(text)).ToList(), held.ToList());
        }
    }

    private static int PartOf(string id) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) % Parts);

    private static IEnumerable<(int Category, float[] Testimony, bool IsTrue, float Weight)> Rows(PreparedText text, float[] rows, float weight, int categories) =>
        Enumerable.Range(0, categories).Select(category =>
            (category, rows[(category * Testimony.Count)..((category + 1) * Testimony.Count)], text.Categories.Contains(category), weight));

    private sealed record PreparedText(string Id, ClassifiableText Text, TextFeatures Features, int[] Categories);
}
