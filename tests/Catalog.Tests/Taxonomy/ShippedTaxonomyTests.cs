using System.Text.RegularExpressions;
using SocialConnect.Catalog.Taxonomy;
using Xunit;

namespace SocialConnect.Catalog.Tests.Taxonomy;

public sealed partial class ShippedTaxonomyTests
{
    private static readonly SchemeDocument Carrefour = SchemeDocument.Shipped().Single(document => document is { Scheme: "carrefour", Version: 2 });

    [Fact]
    public void Sixteen_themes_and_thirty_seven_sub_themes_have_their_words()
    {
        var themes = Carrefour.Facets.Single(facet => facet.Facet == "theme").Categories;
        var children = themes.SelectMany(theme => theme.Children).ToList();

        Assert.Equal((16, 37), (themes.Count, children.Count));
        Assert.All(themes, theme => Assert.True(theme.Synonyms.Count >= 25 && theme.Expressions.Count >= 20, theme.Notation));
        Assert.All(children, child => Assert.True(child.Synonyms.Count >= 8 && child.Expressions.Count >= 8, child.Notation));
    }

    [Fact]
    public void Every_flat_facet_is_there_and_each_of_its_values_has_six_words()
    {
        Assert.Equal(["theme", "audience", "stage", "approach", "scale", "content"], Carrefour.Facets.Select(facet => facet.Facet));
        Assert.Equal(
            ["Idéation", "Expérimentation", "Déploiement", "Essaimage"],
            Carrefour.Facets.Single(facet => facet.Facet == "stage").Categories.Select(stage => stage.Label["fr"]));
        Assert.All(
            Carrefour.Facets.Where(facet => facet.Facet != "theme").SelectMany(facet => facet.Categories),
            value => Assert.True(value.Synonyms.Count + value.Expressions.Count >= 6, value.Notation));
    }

    [Fact]
    public void No_word_leads_to_two_categories_of_one_facet()
    {
        foreach (var facet in Carrefour.Facets)
        {
            var words = from entry in Carrefour.Walk()
                        where entry.Facet == facet.Facet
                        from word in entry.Category.Synonyms.Concat(entry.Category.Expressions)
                        select (Key: LabelKey.Of(word), Word: word, Path: entry.Parent?.Notation + "/" + entry.Category.Notation);
            var labels = from entry in Carrefour.Walk()
                         where entry.Facet == facet.Facet
                         select (Key: LabelKey.Of(entry.Category.Label["fr"]), Word: "label", Path: entry.Category.Notation);

            Assert.Empty(words.Concat(labels.DistinctBy(label => label.Key)).GroupBy(word => word.Key)
                .Where(group => group.Count() > 1).Select(group => facet.Facet + ": " + string.Join(" = ", group)));
        }
    }

    [Fact]
    public void Labels_and_definitions_are_in_two_languages_and_typographically_right()
    {
        foreach (var (_, _, category) in Carrefour.Walk())
        {
            Assert.Equal(["en", "fr"], category.Label.Keys.Order());
            Assert.Equal(["en", "fr"], category.Definition.Keys.Order());
            Assert.All(
                category.Label.Values.Concat(category.Definition.Values).Concat(category.Synonyms).Concat(category.Expressions),
                text => Assert.DoesNotMatch(BadTypography(), text));
            Assert.EndsWith(".", category.Definition["fr"], StringComparison.Ordinal);
        }
    }

    // A straight apostrophe, a space at an end or doubled, a plain space before a double sign.
    [GeneratedRegex("""'|^\s|\s$|\s\s|"| [:;?!%»]|« """)]
    private static partial Regex BadTypography();
}
