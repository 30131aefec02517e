using SocialConnect.Classification.Training;
using Xunit;

namespace SocialConnect.Classification.Tests;

public sealed class ClassifierTests
{
    private static readonly CategoryDescription Mobility = new("MOB", "Mobilité") { Parent = "TER", Synonyms = ["transport", "covoiturage", "vélo"] };

    private static readonly CategoryDescription[] Categories =
    [
        new("TER", "Territoires") { Synonyms = ["ruralité", "aménagement du territoire"], Below = [Mobility] },
        Mobility,
        new("SAN", "Santé") { Synonyms = ["soins", "médecin"], Expressions = ["je ne trouve pas de docteur"] },
        new("ENV", "Environnement") { Synonyms = ["biodiversité", "jardin partagé"] },
    ];

    private static readonly ClassifiableText[] Catalogue =
    [
        new("Covoiturage du canton", "Des conducteurs et des passagers font route ensemble vers le bourg."),
        new("Le potager des voisins", "Un jardin partagé où chacun cultive."),
        new("Bus de soins", "Un médecin passe de village en village."),
    ];

    [Fact]
    public void Without_any_confirmed_text_the_descriptions_already_tell()
    {
        var classifier = ClassifierTraining.Train(Categories, [], Catalogue);

        var best = Catalogue.Select(text => classifier.Suggest(text).First(suggestion => suggestion.Category != "TER").Category);

        Assert.Equal(["MOB", "ENV", "SAN"], best);
    }

    [Fact]
    public void A_notion_that_both_are_about_brings_a_text_near_a_category_without_a_word_in_common()
    {
        string[] notions = ["voiture à plusieurs, covoiturage, conducteur, passager", "soins à domicile, infirmier, patient", "jardin partagé, potager, légumes"];
        var text = new ClassifiableText("Deux passagers par conducteur", "Un conducteur prend ses passagers.");

        var plain = ClassifierTraining.Train(Categories, [], Catalogue).Probabilities(text);
        var told = ClassifierTraining.Train(Categories, [], Catalogue, notions).Probabilities(text);

        Assert.Equal(plain[3], plain[1], 0.05);
        Assert.True(told[1] > told[3] + 0.1 && told[1] > told[2] + 0.1, string.Join(' ', told));
    }

    [Fact]
    public void The_linear_learner_alone_tells_nothing_before_a_text_is_confirmed()
    {
        var classifier = ClassifierTraining.TrainLinearAlone(Categories, [], Catalogue);

        var answers = Catalogue.Select(text => string.Join(' ', classifier.Probabilities(text)));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public void Who_wrote_a_text_is_learned_too()
    {
        var filed = Enumerable.Range(0, 12)
            .Select(number => new FiledText($"t{number}", new ClassifiableText("", $"Une action de la saison {number}.") { Source = number % 2 == 0 ? "cars" : "soins" }, number % 2 == 0 ? ["MOB", "TER"] : ["SAN"]))
            .ToList();
        var classifier = ClassifierTraining.TrainLinearAlone(Categories, filed, Catalogue);
        var text = new ClassifiableText("", "Une action de la saison.");

        Assert.True(classifier.Probabilities(text with { Source = "cars" })[1] > classifier.Probabilities(text with { Source = "soins" })[1] + 0.2);
    }

    [Fact]
    public void A_sub_theme_brings_its_theme()
    {
        var classifier = ClassifierTraining.Train(Categories, [], Catalogue);

        var suggestions = classifier.Suggest(Catalogue[0]).ToDictionary(suggestion => suggestion.Category);

        Assert.True(suggestions["MOB"].IsSure);
        Assert.True(suggestions["TER"].IsSure);
        Assert.True(suggestions["TER"].Probability >= suggestions["MOB"].Probability);
    }

    [Fact]
    public void A_word_that_no_description_has_is_learned_from_confirmed_texts()
    {
        var text = new ClassifiableText("Trottinettes en libre service", "Louez une trottinette.");
        var filed = Enumerable.Range(0, 12)
            .Select(number => number % 2 == 0
                ? new FiledText($"m{number}", new ClassifiableText($"Trottinette {number}", "Une trottinette à louer au coin de la rue."), ["MOB", "TER"])
                : new FiledText($"s{number}", new ClassifiableText($"Maison {number}", "Des infirmiers accueillent les patients au coin de la rue."), ["SAN"]))
            .ToList();

        var before = ClassifierTraining.Train(Categories, [], Catalogue).Probabilities(text)[1];
        var after = ClassifierTraining.Train(Categories, filed, Catalogue).Probabilities(text)[1];

        Assert.True(after > before + 0.2, $"{before} became {after}");
    }

    [Fact]
    public void Training_twice_gives_the_same_classifier()
    {
        var filed = Catalogue.Select((text, number) => new FiledText($"{number}", text, [Categories[number + 1].Key])).ToList();

        var first = ClassifierTraining.Train(Categories, filed);
        var again = ClassifierTraining.Train(Categories, [.. filed.AsEnumerable().Reverse()]);

        Assert.All(Catalogue, text => Assert.Equal(first.Probabilities(text), again.Probabilities(text)));
    }

    [Fact]
    public void A_tag_mapped_to_a_category_makes_it_sure()
    {
        var classifier = ClassifierTraining.Train(Categories, [], Catalogue);
        var text = new ClassifiableText("Chez Paulette", "Une maison ouverte.");

        var plain = classifier.Probabilities(text)[2];
        var tagged = classifier.Probabilities(text with { Tags = [new TextTag("bien-être", ["SAN"])] })[2];

        Assert.True(tagged > 0.5 && plain < 0.2, $"{plain} became {tagged}");
    }

    [Fact]
    public void A_tag_that_nobody_has_mapped_tells_by_its_words()
    {
        var classifier = ClassifierTraining.Train(Categories, [], Catalogue);
        var text = new ClassifiableText("Chez Paulette", "Une maison ouverte.");

        var plain = classifier.Probabilities(text);
        var tagged = classifier.Suggest(text with { Tags = [new TextTag("Soins et médecins", [])] }, explainFrom: 0.1f)[0];

        Assert.Equal("SAN", tagged.Category);
        Assert.True(tagged.Probability > plain[2] + 0.1, $"{plain[2]} became {tagged.Probability}");
        Assert.Equal(("tag", "Soins et médecins"), (tagged.Reasons[0].Witness, tagged.Reasons[0].Text));
        Assert.DoesNotContain(tagged.Reasons, reason => reason.Witness == "label");
    }

    [Fact]
    public void What_a_tag_means_is_learned_from_the_confirmed_texts_that_carry_it()
    {
        var filed = Enumerable.Range(0, 12)
            .Select(number => new FiledText(
                $"t{number}",
                new ClassifiableText($"Le groupe {number}", "Des voisins se retrouvent le samedi.") { Tags = [new TextTag(number % 2 == 0 ? "filière 7" : "trajets", [])] },
                number % 2 == 0 ? ["SAN"] : ["MOB", "TER"]))
            .ToList();
        var classifier = ClassifierTraining.Train(Categories, filed, Catalogue);
        var text = new ClassifiableText("Un autre groupe", "Des amis se retrouvent le lundi.") { Tags = [new TextTag("Filière 7", [])] };

        var suggestion = classifier.Suggest(text, explainFrom: 0.1f)[0];

        Assert.Equal("SAN", suggestion.Category);
        Assert.Contains(suggestion.Reasons, reason => reason is { Witness: "tag", Text: "Filière 7" });
        Assert.DoesNotContain(suggestion.Reasons, reason => reason is { Witness: "word", Text: "filière" });
    }

    [Fact]
    public void An_empty_text_is_not_an_error()
    {
        var classifier = ClassifierTraining.Train(Categories, [], Catalogue);

        Assert.All(classifier.Suggest(new ClassifiableText("", "")), suggestion => Assert.InRange(suggestion.Probability, 0, 1));
    }
}
