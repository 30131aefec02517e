using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class FrenchAnalyzerTests
{
    [Theory]
    [InlineData("la mobilité douce", "LA MOBILITE DOUCE")]
    [InlineData("l’habitat partagé des aînés", "L'HABITAT PARTAGE DES AINES")]
    [InlineData("personnes handicapées", "PERSONNES HANDICAPEES")]
    [InlineData("premières fois", "PREMIERES FOIS")]
    [InlineData("cœur de bourg", "coeur de bourg")]
    [InlineData("jardin partagé", "jardins partagés")]
    [InlineData("potager", "potagers")]
    public void Case_accents_and_inflection_do_not_matter(string one, string other)
    {
        Assert.Equal(FrenchAnalyzer.StemsOf(one), FrenchAnalyzer.StemsOf(other));
        Assert.NotEmpty(FrenchAnalyzer.StemsOf(one));
    }

    [Fact]
    public void A_mother_is_no_sea()
    {
        Assert.Equal(FrenchAnalyzer.StemsOf("mère"), FrenchAnalyzer.StemsOf("MERES"));
        Assert.NotEqual(FrenchAnalyzer.StemsOf("mère"), FrenchAnalyzer.StemsOf("mer"));
    }

    [Theory]
    [InlineData("l'école", "ecole")]
    [InlineData("l’école", "ecole")]
    [InlineData("qu’aujourd’hui d’accord", "accord")]
    [InlineData("Part’âge", "part age partage")]
    [InlineData("le bien-être", "bien bienetre")]
    [InlineData("l’auto-école", "auto ecole autoecole")]
    [InlineData("10 000 repas", "10000 repas")]
    [InlineData("2,5 tonnes", "2.5 tonnes")]
    [InlineData("au 3e étage", "3 etage")]
    [InlineData("en 2020 12 projets", "2020 12 projets")]
    [InlineData("Comment est-ce que je trouve un médecin ?", "trouve medecin")]
    public void Elisions_compounds_and_numbers_are_read_as_a_reader_would(string text, string words)
    {
        var read = FrenchAnalyzer.Analyze(text).Where(token => !token.IsStopWord).Select(token => token.Word);

        Assert.Equal(words, string.Join(' ', read));
    }

    [Fact]
    public void Every_word_can_be_found_again_in_the_text()
    {
        const string text = "« L’auto-école sociale » aide, depuis 2 ans, les chômeurs.";

        var found = FrenchAnalyzer.Analyze(text).Select(token => (text.Substring(token.Start, token.Length), token.Position));

        Assert.Equal(
            [("auto", 0), ("école", 1), ("auto-école", 0), ("sociale", 2), ("aide", 3), ("depuis", 4), ("2", 5), ("ans", 6), ("les", 7), ("chômeurs", 8)],
            found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("'''---’’")]
    [InlineData("👩‍🌾🏽 ☂️")]
    [InlineData("מים עברית")]
    [InlineData("\0\0')); drop table initiative; --")]
    [InlineData("e\u0301\u0301\u0301")]
    public void No_text_is_too_strange(string text)
    {
        var tokens = FrenchAnalyzer.Analyze(text);

        Assert.All(tokens, token => Assert.InRange(token.End, token.Start + 1, text.Length));
        Assert.All(tokens, token => Assert.Equal(token.Word, FrenchAnalyzer.Fold(token.Word)));
    }
}
