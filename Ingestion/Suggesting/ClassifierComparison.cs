using SocialConnect.Classification;
using SocialConnect.Classification.Measures;
using SocialConnect.Classification.Training;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Ingestion.Suggesting;

/// <summary>Whether a newly trained classifier may take the place of the one in force.</summary>
/// <param name="On">On how many confirmed texts the two were compared.</param>
/// <param name="Champion">Micro-F1 of the one in force.</param>
/// <param name="Challenger">Micro-F1 of the new one, on texts held back from it.</param>
public sealed record ClassifierComparison(int On, double Champion, double Challenger)
{
    // With fewer new texts than that, those the champion has learned from are taken too, to its advantage.
    private const int EnoughNew = 10;

    public bool ChallengerIsNoWorse => Challenger >= Champion;

    /// <param name="confirmed">Every confirmed text; those the champion has never seen are marked.</param>
    /// <returns>Null when there is nothing to compare on.</returns>
    public static ClassifierComparison? Of(Classifier champion, TrainedClassifier challenger, IReadOnlyList<(FiledText Text, bool IsNew)> confirmed)
    {
        var unseen = confirmed.Where(text => text.IsNew).Select(text => text.Text).ToList();
        var texts = (unseen.Count >= EnoughNew ? unseen : [.. confirmed.Select(text => text.Text)])
            .Where(text => text.Categories.Count > 0 && challenger.HeldBack.ContainsKey(text.Id)).ToList();
        if (texts.Count == 0)
        {
            return null;
        }

        var all = confirmed.Select(text => text.Text).ToList();
        return new ClassifierComparison(
            texts.Count,
            ClassificationMeasures.Of([.. texts.AsParallel().AsOrdered().Select(text => Judge(champion, text, all, challenger.Classifier))]).MicroF1,
            ClassificationMeasures.Of([.. texts.Select(text => challenger.HeldBack[text.Id])]).MicroF1);
    }

    // Judged by the challenger's categories: one that the champion does not know, it does not propose.
    private static JudgedText Judge(Classifier champion, FiledText text, List<FiledText> all, Classifier challenger)
    {
        var proposed = champion.Suggest(text.Text, NeighboursOf(champion, text, all)).ToDictionary(suggestion => suggestion.Category);
        bool Counts(CategoryDescription category) => !text.Open.Contains(category.Key) || text.Categories.Contains(category.Key);
        return new JudgedText(
            [.. challenger.Categories.Select(category => Counts(category) && proposed.TryGetValue(category.Key, out var suggestion) ? suggestion.Probability : 0)],
            [.. challenger.Categories.Select(category => Counts(category) && proposed.TryGetValue(category.Key, out var suggestion) && suggestion.IsSure)],
            [.. challenger.Categories.Select(category => text.Categories.Contains(category.Key))]);
    }

    private static IReadOnlyList<Neighbour>? NeighboursOf(Classifier champion, FiledText text, List<FiledText> all) =>
        text.Meaning is null
            ? null
            : Meanings.Nearest(text, all.Where(other => other.Id != text.Id), Panel.NeighboursAsked, other => champion.ToFiling(other.Categories, other.Open));
}
