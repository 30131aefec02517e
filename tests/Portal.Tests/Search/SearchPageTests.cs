using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Testing;
using Xunit;
using static SocialConnect.Portal.Tests.Search.ShownCounts;

namespace SocialConnect.Portal.Tests.Search;

public sealed class SearchPageTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    [Theory]
    [InlineData("/recherche")]
    [InlineData("/recherche?q=car")]
    [InlineData("/recherche?theme=SOL")]
    [InlineData("/recherche?territoire=REG-75&public=SENIORS")]
    [InlineData("/recherche?q=village&partenaire=atlas&theme=TER/MOB&theme=SOL")]
    public async Task Choosing_a_value_yields_exactly_the_count_shown(string address)
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync(address);
        var choices = page.QuerySelectorAll<IHtmlInputElement>("[data-testid=facets] input[type=checkbox]").ToList();
        Assert.NotEmpty(choices);

        foreach (var facet in choices.GroupBy(choice => choice.Name!))
        {
            // Each count says what there is when the value is its facet's only choice.
            var others = QueryOf(address).Where(part => part.Key != facet.Key).ToList();
            foreach (var choice in facet)
            {
                var chosen = await visitor.GetPageAsync("/recherche?" + Join([.. others, new(facet.Key, choice.Value)]));

                Assert.Equal(CountOf(choice), Total(chosen));
            }
        }
    }

    [Fact]
    public async Task The_facets_are_a_form_that_works_without_script_and_keeps_the_rest_of_the_state()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync("/recherche?q=village&ordre=nom&vue=tableau");

        var narrowed = await visitor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=facets]")!, new Dictionary<string, string?> { ["theme"] = "SOL" });

        Assert.Equal("?q=village&ordre=nom&vue=tableau&theme=SOL", narrowed.Location.Search);
        Assert.NotEmpty(narrowed.QuerySelectorAll("tr[data-testid=result]"));
        Assert.True(Total(narrowed) < Total(page));
    }

    [Fact]
    public async Task Each_active_filter_is_a_link_to_the_search_without_it()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync("/recherche?q=village&theme=SOL&territoire=DEP-23");

        var links = page.QuerySelectorAll<IHtmlAnchorElement>("[data-testid=filter]").ToDictionary(link => link.TextContent.Replace("×", "", StringComparison.Ordinal).Trim(), link => link.Search);

        Assert.Equal(new Dictionary<string, string> { ["Solidarité"] = "?q=village&territoire=DEP-23", ["Creuse"] = "?q=village&theme=SOL" }, links);
    }

    [Fact]
    public async Task A_sub_theme_appears_under_its_theme_once_that_is_chosen()
    {
        using var visitor = portal.Visitor();

        var before = await visitor.GetPageAsync("/recherche");
        var after = await visitor.GetPageAsync("/recherche?theme=SOL");

        Assert.Null(before.QuerySelector("input[value='SOL/LIE']"));
        Assert.NotNull(after.QuerySelector("[role=group][aria-label$=Solidarité] input[value='SOL/LIE']"));
    }

    [Fact]
    public async Task Every_presentation_shows_the_same_initiatives()
    {
        using var visitor = portal.Visitor();

        var list = Ids(await visitor.GetPageAsync("/recherche?q=car"));
        var cards = Ids(await visitor.GetPageAsync("/recherche?q=car&vue=cartes"));
        var table = Ids(await visitor.GetPageAsync("/recherche?q=car&vue=tableau"));

        Assert.NotEmpty(list);
        Assert.Equal(list, cards);
        Assert.Equal(list, table);
    }

    [Fact]
    public async Task The_map_and_the_list_beside_it_lead_to_the_same_searches()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?theme=SOL&vue=carte");

        var drawn = page.QuerySelectorAll(".map a").Select(link => link.GetAttribute("href")).Order().ToList();
        var listed = page.QuerySelectorAll("[data-testid=places] a").ToDictionary(link => link.GetAttribute("href")!, link => int.Parse(link.QuerySelector(".num")!.TextContent, CultureInfo.InvariantCulture));
        Assert.Equal(drawn, listed.Keys.Order());
        foreach (var (address, count) in listed)
        {
            Assert.Equal(count, Total(await visitor.GetPageAsync(address)));
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_repeating_or_losing_an_initiative()
    {
        using var visitor = portal.Visitor();
        var seen = new List<string>();
        var page = await visitor.GetPageAsync("/recherche?q=village&par=10");
        var total = Total(page);

        while (true)
        {
            seen.AddRange(Ids(page));
            if (page.QuerySelector<IHtmlAnchorElement>("a[rel=next]") is not { } next)
            {
                break;
            }

            page = await visitor.GetPageAsync(next.PathName + next.Search);
        }

        Assert.Equal(total, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Found_words_are_marked()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?q=isolement");

        Assert.Equal("isolement", page.QuerySelector("[data-testid=result] mark")!.TextContent);
    }

    [Fact]
    public async Task An_empty_page_says_which_filter_is_in_the_way_and_what_lifting_it_gives()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?theme=SOL&etape=IDEATION");

        Assert.Equal("Aucune initiative ne réunit tout cela", page.QuerySelector("[data-testid=nothing] h3")!.TextContent);
        await AssertLiftedAsync(visitor, page);
    }

    [Fact]
    public async Task A_question_that_nothing_answers_offers_ways_on()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?q=xylophone quantique");

        Assert.Equal(0, Total(page));
        Assert.Contains(page.QuerySelectorAll("[data-testid=nothing] a"), link => link.GetAttribute("href") == "/assistant?q=xylophone%20quantique");
    }

    [Fact]
    public async Task A_phrase_that_nothing_has_is_offered_without_its_quotes_with_the_true_count()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?q=\"isolement des habitants\"&theme=SOL");

        Assert.Equal(0, Total(page));
        Assert.Equal("Aucune initiative n’emploie exactement ces mots à la suite", page.QuerySelector("[data-testid=nothing] h3")!.TextContent);
        var promised = int.Parse(page.QuerySelector("[data-testid=unquoted] .num")!.TextContent, CultureInfo.InvariantCulture);
        var loose = page.QuerySelector<IHtmlAnchorElement>("[data-testid=nothing] a.main")!;
        Assert.True(promised > 0);
        Assert.Equal(promised, Total(await visitor.GetPageAsync(loose.PathName + loose.Search)));
        Assert.Contains("theme=SOL", loose.Search, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_filter_hides_the_only_initiative_that_has_a_phrase_nobody_is_told_that_none_has_it()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?q=\"le car à la demande 1\"&theme=ENV");

        Assert.Equal(0, Total(page));
        Assert.Equal("Aucune initiative ne réunit tout cela", page.QuerySelector("[data-testid=nothing] h3")!.TextContent);
        Assert.Equal("1", page.QuerySelector("[data-testid=lifted] .num")!.TextContent);
        Assert.NotNull(page.QuerySelector("[data-testid=unquoted]"));
    }

    [Fact]
    public async Task Nothing_is_said_of_quotes_where_they_are_not_in_the_way()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?q=\"xylophone quantique\"");

        Assert.Equal(0, Total(page));
        Assert.Null(page.QuerySelector("[data-testid=unquoted]"));
        Assert.Equal("Aucune initiative ne répond à ces mots", page.QuerySelector("[data-testid=nothing] h3")!.TextContent);
    }

    [Theory]
    [InlineData("?ordre=hasard", "L’ordre «\u202fhasard\u202f» n’existe pas")]
    [InlineData("?pres=ici", "Le point «\u202fici\u202f»")]
    [InlineData("?p=-3", "La page «\u202f-3\u202f»")]
    public async Task What_an_address_says_wrongly_is_told_and_the_rest_is_searched(string query, string message)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche" + query);

        Assert.StartsWith(message, page.QuerySelector("[data-testid=problem]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(FilledPortal.Published, Total(page));
    }

    [Theory]
    [InlineData("?p=4000")]
    [InlineData("?theme=N’EXISTE/PAS")]
    [InlineData("?q=%00%27%5C%25%20%26%7C!%3A*(")]
    [InlineData("?q=%F0%9F%9A%8C%20%E2%80%AEcar")]
    public async Task Strange_addresses_get_a_page(string query)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche" + query);

        Assert.NotNull(page.QuerySelector("[data-testid=total]"));
    }

    [Fact]
    public async Task A_ten_thousand_letter_question_is_cut_and_says_so()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?q=" + string.Concat(Enumerable.Repeat("entraide ", 700)));

        Assert.StartsWith("La question dépasse 400 caractères", page.QuerySelector("[data-testid=problem]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_is_unknown_can_still_be_removed()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?theme=INCONNU");

        Assert.Equal("/recherche", page.QuerySelector("[data-testid=filter]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_question_with_markup_stays_text()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/recherche?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E");

        Assert.Equal("<script>alert(1)</script>", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_first_view_weighs_no_more_than_100_kilobytes()
    {
        using var visitor = portal.Visitor();
        visitor.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        var page = await portal.Visitor().GetPageAsync("/recherche?q=village");
        var parts = page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")
            .Select(part => part.GetAttribute("href") ?? part.GetAttribute("src")!)
            .Append(page.QuerySelector("use")!.GetAttribute("href")!.Split('#')[0])
            .Append("/recherche?q=village")
            .Distinct()
            .ToList();

        var bytes = 0L;
        foreach (var part in parts)
        {
            using var answer = await visitor.Http.GetAsync(part);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.InRange(bytes, 10_000, 100_000);
    }

    private static async Task AssertLiftedAsync(PortalVisitor visitor, IHtmlDocument page)
    {
        var buttons = page.QuerySelectorAll<IHtmlAnchorElement>("[data-testid=nothing] a.main").ToList();
        var counts = page.QuerySelectorAll("[data-testid=lifted] .num").Select(count => int.Parse(count.TextContent, CultureInfo.InvariantCulture)).OrderDescending().ToList();
        Assert.NotEmpty(buttons);
        foreach (var (button, count) in buttons.Zip(counts))
        {
            Assert.Equal(count, Total(await visitor.GetPageAsync(button.PathName + button.Search)));
        }
    }

    private static List<string> Ids(IHtmlDocument page) => [.. page.QuerySelectorAll("[data-testid=result]").Select(result => result.GetAttribute("data-id")!)];

    private static List<KeyValuePair<string, string>> QueryOf(string address) =>
        address.Contains('?', StringComparison.Ordinal)
            ? [.. address.Split('?')[1].Split('&').Select(part => KeyValuePair.Create(part.Split('=')[0], part.Split('=')[1]))]
            : [];

    private static string Join(IEnumerable<KeyValuePair<string, string>> query) =>
        string.Join('&', query.Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value)}"));
}
