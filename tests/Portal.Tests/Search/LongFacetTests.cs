using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Testing;
using Xunit;
using static SocialConnect.Portal.Tests.Search.ShownCounts;

namespace SocialConnect.Portal.Tests.Search;

public sealed class LongFacetTests(ManyPartners portal) : IClassFixture<ManyPartners>
{
    [Theory]
    [InlineData("/recherche", "details input[data-narrow]")]
    [InlineData("/recherche?partenaire=atlas", "input[data-narrow]")]
    public async Task A_long_facet_can_be_searched(string address, string field)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(address);

        Assert.NotNull(page.QuerySelector("[data-facet=partenaire] " + field));
        Assert.Null(page.QuerySelector("[data-facet=annee] input[data-narrow]"));
    }

    [Theory]
    [InlineData("cot")]
    [InlineData("ATELIER")]
    [InlineData("du côteau")]
    [InlineData("l'ate")]
    public async Task Typing_finds_values_that_the_facet_does_not_show_by_the_beginning_of_any_word(string typed)
    {
        using var visitor = portal.Visitor();
        Assert.Null((await visitor.GetPageAsync("/recherche")).QuerySelector($"#partenaire-{ManyPartners.Last}"));

        var found = await visitor.GetPageAsync($"/recherche/facette?facette=partenaire&dans-partenaire={Uri.EscapeDataString(typed)}");

        Assert.Equal([ManyPartners.Last], Values(found));
        Assert.Equal($"1 choix pour «\u202F{typed}\u202F».", found.QuerySelector("[data-values]")!.GetAttribute("data-message"));
    }

    [Theory]
    [InlineData("", "partenaire", "cot")]
    [InlineData("theme=SOL&partenaire=atlas", "partenaire", "part")]
    [InlineData("q=verger", "partenaire", "partner7")]
    [InlineData("", "territoire", "gue")]
    [InlineData("public=SENIORS&territoire=DEP-19", "territoire", "cr")]
    [InlineData("partenaire=atlas", "theme", "lien")]
    public async Task The_count_beside_a_found_value_is_the_total_after_choosing_it(string state, string facet, string typed)
    {
        using var visitor = portal.Visitor();
        var others = string.Join('&', state.Split('&').Where(part => !part.StartsWith(facet, StringComparison.Ordinal)));

        var found = await visitor.GetPageAsync($"/recherche/facette?{state}&facette={facet}&dans-{facet}={typed}");

        var choices = found.QuerySelectorAll<IHtmlInputElement>("input").ToList();
        Assert.NotEmpty(choices);
        foreach (var choice in choices.Take(8))
        {
            Assert.Equal(Total(await visitor.GetPageAsync($"/recherche?{others}&{facet}={choice.Value}")), CountOf(choice));
        }
    }

    [Fact]
    public async Task A_place_is_found_with_the_one_that_it_is_in()
    {
        using var visitor = portal.Visitor();

        var found = await visitor.GetPageAsync("/recherche/facette?facette=territoire&dans-territoire=gueret");

        Assert.Equal("Guéret Creuse", string.Join(' ', found.QuerySelector(".opt > span")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Without_a_script_the_page_comes_back_with_the_found_values_and_the_same_results()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync("/recherche?partenaire=atlas&partenaire=elans");

        var narrowed = await visitor.SubmitAsync(Facets(page), new Dictionary<string, string?> { ["dans-partenaire"] = "cote" });

        Assert.Equal(Total(page), Total(narrowed));
        Assert.Equal(["atlas", "elans", ManyPartners.Last], Values(narrowed.QuerySelector("[data-facet=partenaire]")!));
        Assert.Equal("1 choix pour «\u202Fcote\u202F».", narrowed.QuerySelector("[data-facet=partenaire] [role=status]")!.TextContent);
        var choice = narrowed.QuerySelector<IHtmlInputElement>($"#partenaire-{ManyPartners.Last}")!;
        choice.IsChecked = true;
        var chosen = await visitor.SubmitAsync(Facets(narrowed), new Dictionary<string, string?>());
        Assert.Equal(Total(page) + CountOf(choice), Total(chosen));
        Assert.Equal(3, chosen.QuerySelectorAll("[data-testid=filter]").Length);
    }

    [Fact]
    public async Task What_is_chosen_stays_in_sight_whatever_is_typed_and_more_than_a_facet_shows()
    {
        using var visitor = portal.Visitor();
        var many = string.Join('&', Enumerable.Range(0, 75).Select(number => $"partenaire=partner{number}"));

        var found = await visitor.GetPageAsync($"/recherche/facette?facette=partenaire&{many}&dans-partenaire=atl");
        var page = await visitor.GetPageAsync("/recherche?" + many);

        Assert.Equal(76, Values(found).Count);
        Assert.Equal(75, page.QuerySelectorAll<IHtmlInputElement>("[data-facet=partenaire] input[type=checkbox]").Count(choice => choice.IsChecked));
    }

    [Fact]
    public async Task More_than_can_be_read_are_counted_and_the_first_are_shown()
    {
        using var visitor = portal.Visitor();

        var found = await visitor.GetPageAsync("/recherche/facette?facette=partenaire&dans-partenaire=p");

        Assert.Equal(60, Values(found).Count);
        Assert.Equal("74 choix pour «\u202Fp\u202F»\u202F: voici les premiers, les autres demandent plus de lettres.", found.QuerySelector("[data-values]")!.GetAttribute("data-message"));
    }

    [Theory]
    [InlineData("oteau")]
    [InlineData("zz")]
    [InlineData("%25_")]
    public async Task Letters_that_begin_nothing_are_told(string typed)
    {
        using var visitor = portal.Visitor();

        var found = await visitor.GetPageAsync($"/recherche/facette?facette=partenaire&dans-partenaire={typed}");

        Assert.Empty(Values(found));
        Assert.StartsWith("Aucun mot ne commence par «\u202F", found.QuerySelector("[data-values]")!.GetAttribute("data-message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_letters_the_facet_is_what_the_page_shows_and_an_unknown_one_is_refused()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?theme=SOL&territoire=DEP-23");
        var facet = await visitor.GetPageAsync("/recherche/facette?theme=SOL&territoire=DEP-23&facette=territoire&dans-territoire=");
        using var unknown = await visitor.Http.GetAsync("/recherche/facette?facette=couleur");

        Assert.Equal(Values(page.QuerySelector("[data-facet=territoire]")!), Values(facet));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    private static IHtmlFormElement Facets(IHtmlDocument page) => page.QuerySelector<IHtmlFormElement>("[data-testid=facets]")!;

    private static List<string> Values(IParentNode part) => [.. part.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").Select(choice => choice.Value)];
}
