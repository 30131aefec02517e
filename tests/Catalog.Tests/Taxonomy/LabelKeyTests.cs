using SocialConnect.Catalog.Taxonomy;
using Xunit;

namespace SocialConnect.Catalog.Tests.Taxonomy;

public sealed class LabelKeyTests
{
    [Theory]
    [InlineData("Éco-habitats", "l’éco habitat")]
    [InlineData("FABLAB", "Fab Labs")]
    [InlineData("Réseau d'échanges", "réseaux d’échange")]
    [InlineData("Œnotourisme", "oenotourisme")]
    [InlineData("Journal local", "journaux locaux")]
    [InlineData("Patrimoine & culture", "patrimoine et culture")]
    [InlineData("services à la personne", "Service aux personnes")]
    public void Two_spellings_of_one_label_share_a_key(string one, string other) => Assert.Equal(LabelKey.Of(one), LabelKey.Of(other));

    [Theory]
    [InlineData("association", "associatif")]
    [InlineData("santé", "sang")]
    [InlineData("emploi", "employeur")]
    public void Different_words_keep_different_keys(string one, string other) => Assert.NotEqual(LabelKey.Of(one), LabelKey.Of(other));

    [Fact]
    public void A_label_of_little_words_alone_still_has_a_key_and_one_of_signs_has_none()
    {
        Assert.NotEmpty(LabelKey.Of("pour les"));
        Assert.Empty(LabelKey.Of(" — / "));
    }
}
