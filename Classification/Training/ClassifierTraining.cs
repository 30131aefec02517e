using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Measures;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Training;

/// <summary>
/// Trains a classifier from the categories' descriptions and whatever texts have been confirmed, even none.
/// How far each witness is believed, and from which probability on a category is proposed, is learned on texts held back from the witnesses.
/// </summary>
public static class ClassifierTraining
{
    private static readonly int[] LinearAlone = [Testimony.Linear, Testimony.LinearLag, Testimony.LinearTrust, Testimony.Always];

    /// <param name="background">Texts nobody has filed, which tell common words from rare ones.</param>
    /// <param name="notions">What is said of things of everyday life, a text each: texts and categories are near that tell of the same.</param>
    public static Classifier Train(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<ClassifiableText>? background = null, IReadOnlyList<string>? notions = null, CancellationToken cancellationToken = default) =>
        TrainAndJudge(categories, filed, background, notions, null, cancellationToken).Classifier;

    /// <summary>Believes the linear learner alone: what the other witnesses are held against.</summary>
    public static Classifier TrainLinearAlone(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<ClassifiableText>? background = null, IReadOnlyList<string>? notions = null, CancellationToken cancellationToken = default) =>
        Train(categories, filed, background, notions, null, LinearAlone, cancellationToken).Classifier;

    /// <summary>The same, with what was proposed for each confirmed text before it was learned from.</summary>
    /// <param name="nearnessScale">How near the nearest texts usually are, where the caller knows neighbours by meaning; null measures it on the confirmed texts.</param>
    public static TrainedClassifier TrainAndJudge(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<ClassifiableText>? background, IReadOnlyList<string>? notions, float? nearnessScale, CancellationToken cancellationToken = default) =>
        Train(categories, filed, background, notions, nearnessScale, null, cancellationToken);

    private static TrainedClassifier Train(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<ClassifiableText>? background, IReadOnlyList<string>? notions, float? nearnessScale, int[]? believed, CancellationToken cancellationToken)
    {
        var material = new Material(categories, filed, background ?? [], notions ?? [], nearnessScale);
        var heard = material.HearHeldBack(cancellationToken).ToList();
        var fusion = FusionTraining.Learn(
            [.. heard.SelectMany(text => ClosedRows(text, categories.Count)).Select(row => row with { Testimony = Believed(row.Testimony, believed) })],
            new FusionWeights(Believed(KnownWeights.Fusion.Values, believed)),
            categories.Count);
        var outcomes = heard.SelectMany(text => Outcomes(text, fusion, categories.Count)).ToList();
        var thresholds = outcomes.Count == 0
            ? [.. Enumerable.Repeat(KnownWeights.Threshold, categories.Count)]
            : Thresholds.Learn(outcomes, categories.Count, heard.Count);
        var classifier = new Classifier(categories, material.Vocabulary, material.PanelFrom(material.Texts, cancellationToken), fusion, thresholds);
        return new TrainedClassifier(classifier, heard.DistinctBy(text => text.Id).ToDictionary(text => text.Id, text => Judge(text, classifier)));
    }

    // A witness that is always heard as 0 keeps a weight of 0.
    private static float[] Believed(float[] numbers, int[]? believed) =>
        believed is null ? numbers : [.. numbers.Select((number, witness) => believed.Contains(witness) ? number : 0)];

    // What nobody has decided about is neither right nor wrong, and left out.
    private static JudgedText Judge(HeardText text, Classifier classifier)
    {
        var count = classifier.Categories.Count;
        float[] probabilities = [.. Enumerable.Range(0, count).Select(category => text.Filing.IsOpen(category) ? 0 : classifier.Fusion.Probability(category, text.Of(category)))];
        return new JudgedText(
            probabilities,
            [.. Enumerable.Range(0, count).Select(category => !text.Filing.IsOpen(category) && probabilities[category] >= classifier.ThresholdOf[category])],
            [.. Enumerable.Range(0, count).Select(text.Filing.Has)]);
    }

    /// <summary>What the witnesses say of texts they have not learned from: the material from which the fusion's known weights were learned.</summary>
    public static IReadOnlyList<HeardText> HearHeldBack(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<string> notions, CancellationToken cancellationToken = default) =>
        [.. new Material(categories, filed, [], notions, null).HearHeldBack(cancellationToken)];

    private static IEnumerable<FusionRow> ClosedRows(HeardText text, int categories) =>
        Enumerable.Range(0, categories)
            .Where(category => !text.Filing.IsOpen(category))
            .Select(category => new FusionRow(category, text.Of(category).ToArray(), text.Filing.Has(category), text.Weight));

    private static IEnumerable<Outcome> Outcomes(HeardText text, FusionWeights fusion, int categories) =>
        Enumerable.Range(0, categories)
            .Where(category => !text.Filing.IsOpen(category))
            .Select(category => new Outcome(category, fusion.Probability(category, text.Of(category)), text.Filing.Has(category), text.Weight));
}
