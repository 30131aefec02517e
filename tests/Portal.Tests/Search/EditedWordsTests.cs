using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Search;

public sealed class EditedWordsTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    [Fact]
    public async Task What_a_curator_writes_into_a_category_is_found_at_once_and_counts_less_than_the_word_itself()
    {
        var says = await portal.AddAsync("atlas", new CollectedInitiative("patache", new Uri("https://atlas.example/patache"), "La patache du dimanche"));
        await portal.IndexAsync();
        using var visitor = portal.Visitor();
        var before = await visitor.GetPageAsync("/recherche?q=patache&par=100");
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");
        var category = (await portal.Services.GetRequiredService<TaxonomyStore>().ReadActiveAsync(CancellationToken.None)).Find("theme", "TER/MOB")!;

        var edit = await curator.GetPageAsync($"/taxonomie/{category.Id}");
        var typed = new Dictionary<string, string?>
        {
            ["synonymes"] = edit.QuerySelector<IHtmlTextAreaElement>("[name=synonymes]")!.Value + "\npatache",
            ["expressions"] = edit.QuerySelector<IHtmlTextAreaElement>("[name=expressions]")!.Value + "\nplus de guimbarde pour le marché",
        };
        edit = await PressAsync(curator, edit, "Voir ce que cela entraîne", typed);
        var done = await PressAsync(curator, edit, "Faire ce changement", []);

        Assert.NotNull(done.QuerySelector("[data-testid=done]"));
        Assert.Equal([says], Ids(before));
        var members = Ids(await visitor.GetPageAsync("/recherche?theme=TER/MOB&par=100"));
        Assert.NotEmpty(members);
        var after = Ids(await visitor.GetPageAsync("/recherche?q=patache&par=100"));
        Assert.Equal(says, after[0]);
        Assert.Equal(members.Order(), after.Skip(1).Order());
        Assert.Equal(members.Order(), Ids(await visitor.GetPageAsync("/recherche?q=on n’a plus de guimbarde pour aller au marché&par=100")).Intersect(members).Order());
    }

    private static List<long> Ids(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("[data-testid=result]").Select(result => long.Parse(result.GetAttribute("data-id")!, System.Globalization.CultureInfo.InvariantCulture))];

    private static Task<IHtmlDocument> PressAsync(PortalVisitor visitor, IHtmlDocument page, string button, Dictionary<string, string?> values)
    {
        var pressed = page.QuerySelectorAll<IHtmlButtonElement>("[data-testid=mots] button").Single(found => found.TextContent.Trim().StartsWith(button, StringComparison.Ordinal));
        pressed.Form!.SetAttribute("action", new Url(new Url(page.Url), pressed.GetAttribute("formaction")!).Href);
        return visitor.SubmitAsync(pressed.Form!, values);
    }
}
