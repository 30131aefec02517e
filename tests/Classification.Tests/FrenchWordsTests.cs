using SocialConnect.Classification.Text;
using Xunit;

namespace SocialConnect.Classification.Tests;

public sealed class FrenchWordsTests
{
    [Theory]
    [InlineData("l’école des écoliers", "ecol ecoli")]
    [InlineData("Jardins partagés, jardin partagé", "jardin partag jardin partag")]
    [InlineData("en 2018, 3 étudiant·e·s", "etudi")]
    [InlineData("ŒUVRE du cœur", "oeuvr coeur")]
    [InlineData("", "")]
    public void Stems_share_what_forms_of_a_word_have_in_common(string text, string stems)
    {
        Assert.Equal(stems, string.Join(' ', FrenchWords.StemsIn(text)));
    }

    [Fact]
    public void Words_know_their_place_in_the_text()
    {
        const string text = "Un « café-atelier » à vélo";

        var found = FrenchWords.In(text).Select(word => text.Substring(word.Start, word.Length));

        Assert.Equal(["Un", "café", "atelier", "vélo"], found);
    }

    [Fact]
    public void Accents_written_as_signs_of_their_own_are_read_all_the_same()
    {
        Assert.Equal(FrenchWords.StemsIn("éducation"), FrenchWords.StemsIn("éducation".Normalize(System.Text.NormalizationForm.FormD)));
    }

    [Fact]
    public void A_key_ignores_case_accents_and_signs()
    {
        Assert.Equal(Plain.Key("EDUCATION et jeunesse"), Plain.Key(" Éducation et  Jeunesse. "));
    }
}
