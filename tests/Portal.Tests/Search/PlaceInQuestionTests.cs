using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Testing;
using Xunit;
using static SocialConnect.Portal.Tests.Search.ShownCounts;

namespace SocialConnect.Portal.Tests.Search;

public sealed class PlaceInQuestionTests(FinderPortal portal) : IClassFixture<FinderPortal>
{
    [Theory]
    [InlineData("village en Charente-Maritime")]
    [InlineData("cuisine près de Lyon")]
    [InlineData("emploi à Bordeaux")]
    public async Task Choosing_a_territory_beside_the_place_that_the_question_names_gives_the_count_shown(string question)
    {
        using var visitor = portal.Visitor();
        var address = "/recherche?q=" + Uri.EscapeDataString(question);
        var page = await visitor.GetPageAsync(address);
        var choices = page.QuerySelectorAll<IHtmlInputElement>("[data-testid=facets] input[name=territoire]").ToList();

        Assert.NotEmpty(choices);
        foreach (var choice in choices)
        {
            var chosen = await visitor.GetPageAsync($"{address}&territoire={Uri.EscapeDataString(choice.Value)}");

            Assert.Equal((choice.Value, CountOf(choice)), (choice.Value, Total(chosen)));
        }
    }
}
