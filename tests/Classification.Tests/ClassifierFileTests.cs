using SocialConnect.Classification.Training;
using Xunit;

namespace SocialConnect.Classification.Tests;

public sealed class ClassifierFileTests
{
    private static readonly CategoryDescription[] Categories =
    [
        new("MOB", "Mobilité") { Synonyms = ["covoiturage", "vélo"] },
        new("SAN", "Santé") { Synonyms = ["soins"] },
    ];

    private static readonly FiledText[] Filed =
    [
        .. Enumerable.Range(0, 30).Select(number => number % 2 == 0
            ? new FiledText($"m{number}", new ClassifiableText($"Trottinette {number}", "Une trottinette à louer.") { Source = "a" }, ["MOB"])
            : new FiledText($"s{number}", new ClassifiableText($"Maison {number}", "Des infirmiers pour les patients.") { Source = "b" }, ["SAN"])),
    ];

    [Fact]
    public void A_classifier_read_back_proposes_the_same()
    {
        var classifier = ClassifierTraining.Train(Categories, Filed, notions: ["rouler à plusieurs, covoiturage, trottinette", "soins, infirmiers, patients"]);
        var text = new ClassifiableText("Trottinettes et covoiturage", "Louez une trottinette.") { Source = "a" };

        var again = ClassifierFile.FromBytes(ClassifierFile.ToBytes(classifier));

        Assert.Equal(classifier.Probabilities(text)[0], again.Probabilities(text)[0], 0.01);
        Assert.Equal(classifier.Panel.Notions.Texts, again.Panel.Notions.Texts);
        Assert.Equal(classifier.Fusion.Leanings, again.Fusion.Leanings);
        Assert.Equal(classifier.Fusion.MarginLeanings, again.Fusion.MarginLeanings);
        Assert.Equal(classifier.ThresholdOf, again.ThresholdOf);
        Assert.Equal(classifier.Suggest(text).Select(suggestion => suggestion.Category), again.Suggest(text).Select(suggestion => suggestion.Category));
    }

    [Fact]
    public void Bytes_that_are_no_classifier_are_refused_with_advice()
    {
        var failure = Assert.Throws<InvalidDataException>(() => ClassifierFile.FromBytes([1, 2, 3, 4, 5, 6]));

        Assert.Contains("train again", failure.Message);
    }

    [Fact]
    public void Each_suggestion_names_the_words_tags_and_neighbours_that_made_it()
    {
        var classifier = ClassifierTraining.Train(Categories, Filed);
        var text = new ClassifiableText("Des trottinettes", "Du covoiturage et une trottinette à louer.") { Tags = [new TextTag("déplacements doux", ["MOB"])] };

        var reasons = classifier.Suggest(text, explainFrom: 0.1f).Single(suggestion => suggestion.Category == "MOB").Reasons;

        Assert.Contains(reasons, reason => reason is { Witness: "word", Text: "trottinette" });
        Assert.Contains(reasons, reason => reason is { Witness: "label", Text: "covoiturage" });
        Assert.Contains(reasons, reason => reason is { Witness: "tag", Text: "déplacements doux" });
        Assert.Contains(reasons, reason => reason.Witness == "neighbour" && reason.Text.StartsWith('m'));
    }
}
