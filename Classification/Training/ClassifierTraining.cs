using SocialConnect.Classification.Fusion;

namespace SocialConnect.Classification.Training;

/// <summary>
/// Trains a classifier from the categories' descriptions and whatever texts have been confirmed, even none.
/// How far each witness is believed, and from which probability on a category is proposed, is learned on texts held back from the witnesses.
/// </summary>
public static class ClassifierTraining
{
    private const double Tightness = 2;

    /// <param name="background">Texts nobody has filed, which tell common words from rare ones.</param>
    public static Classifier Train(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, IReadOnlyList<ClassifiableText>? background = null, CancellationToken cancellationToken = default)
    {
        var material = new Material(categories, filed, background ?? []);
        var heard = material.HearHeldBack(cancellationToken).ToList();
        var fusion = FusionTraining.Learn([.. heard.SelectMany(text => ClosedRows(text, categories.Count))], KnownWeights.Fusion, Tightness);
        var outcomes = heard.SelectMany(text => Outcomes(text, fusion, categories.Count)).ToList();
        var thresholds = outcomes.Count == 0
            ? [.. Enumerable.Repeat(KnownWeights.Threshold, categories.Count)]
            : Thresholds.Learn(outcomes, categories.Count);
        return new Classifier(categories, material.Vocabulary, material.PanelFrom(material.Texts, cancellationToken), fusion, thresholds);
    }

    /// <summary>What the witnesses say of texts they have not learned from: the material from which the fusion's known weights were learned.</summary>
    public static IReadOnlyList<HeardText> HearHeldBack(
        IReadOnlyList<CategoryDescription> categories, IReadOnlyList<FiledText> filed, CancellationToken cancellationToken = default) =>
        [.. new Material(categories, filed, []).HearHeldBack(cancellationToken)];

    private static IEnumerable<(float[] Testimony, bool IsTrue, float Weight)> ClosedRows(HeardText text, int categories) =>
        Enumerable.Range(0, categories)
            .Where(category => !text.Filing.IsOpen(category))
            .Select(category => (text.Of(category).ToArray(), text.Filing.Has(category), 1f));

    private static IEnumerable<(int Category, float Probability, bool IsTrue)> Outcomes(HeardText text, FusionWeights fusion, int categories) =>
        Enumerable.Range(0, categories)
            .Where(category => !text.Filing.IsOpen(category))
            .Select(category => (category, fusion.Probability(text.Of(category)), text.Filing.Has(category)));
}
