using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Taxonomy;

public sealed class TaxonomyPagesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Every_category_is_listed_under_its_facet_and_theme()
    {
        using var curator = await CuratorAsync();

        var page = await curator.GetPageAsync("/taxonomie");

        Assert.Equal(["Thème", "Public", "Étape", "Approche", "Échelle", "Nature"], page.QuerySelectorAll("[data-testid=facet] h2").Select(title => title.TextContent));
        var territories = page.QuerySelectorAll("[data-testid=facet] > ul > li").Single(branch => branch.QuerySelector("a")!.TextContent.Trim() == "Territoires");
        Assert.Contains("Mobilité", territories.QuerySelectorAll("li a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task A_new_category_is_added_and_taken_back()
    {
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync("/taxonomie");
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=add]")!;

        page = await curator.SubmitAsync(form, new Dictionary<string, string?> { ["ou"] = "audience", ["libelle"] = "Gens de mer", ["code"] = "marins", ["synonymes"] = "marins\npêcheurs en mer" });

        Assert.Contains("« Gens de mer » ajoutée", Plain(page.QuerySelector("[data-testid=done] [role=status]")!), StringComparison.Ordinal);
        page = await PressAsync(curator, page.QuerySelector("[data-testid=done]")!, "Annuler", []);
        Assert.DoesNotContain(page.QuerySelectorAll("[data-testid=facet] a"), link => link.TextContent.Trim() == "Gens de mer");
    }

    [Fact]
    public async Task A_word_that_leads_elsewhere_already_is_refused_and_nothing_typed_is_lost()
    {
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync("/taxonomie");

        page = await curator.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=add]")!, new Dictionary<string, string?> { ["ou"] = "theme", ["libelle"] = "Deux roues", ["code"] = "DRO", ["synonymes"] = "vélo" });

        Assert.Contains("« vélo » désigne déjà une autre catégorie", Plain(page.QuerySelector("[data-testid=errors]")!), StringComparison.Ordinal);
        Assert.Equal("Deux roues", page.QuerySelector<IHtmlInputElement>("[name=libelle]")!.Value);
    }

    [Fact]
    public async Task Each_gesture_shows_its_effect_before_it_is_done()
    {
        var scheme = await portal.Services.GetRequiredService<TaxonomyStore>().ReadActiveAsync(CancellationToken.None);
        var (from, into) = (scheme.Find("theme", "COM/COM")!.Id, scheme.Find("theme", "NUM/NUM")!.Id);
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync($"/taxonomie/{from}");
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=fusionner]")!;

        page = await PressAsync(curator, form, "Voir ce que cela entraîne", new() { ["cible"] = $"{into}" });

        Assert.Contains("aucune initiative ne change", page.QuerySelector("[data-testid=effect]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>("select count(*) from category where id = $1 and deprecated_at is not null", from));
        form = page.QuerySelector<IHtmlFormElement>("[data-testid=fusionner]")!;

        // Another choice than the one whose effect was shown is shown again first.
        page = await PressAsync(curator, form, "Faire ce changement", new() { ["cible"] = $"{scheme.Find("theme", "ART/ART")!.Id}" });
        Assert.NotNull(page.QuerySelector("[data-testid=effect]"));
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>("select count(*) from category where id = $1 and deprecated_at is not null", from));

        page = await PressAsync(curator, page.QuerySelector<IHtmlFormElement>("[data-testid=fusionner]")!, "Faire ce changement", []);
        Assert.Contains("fusionnée avec « Arts et culture »", Plain(page.QuerySelector("[data-testid=done]")!), StringComparison.Ordinal);
        await curator.GetPageAsync($"/taxonomie/{from}", HttpStatusCode.NotFound);
        await PressAsync(curator, page.QuerySelector("[data-testid=done]")!, "Annuler", []);
        await curator.GetPageAsync($"/taxonomie/{from}");
    }

    [Theory]
    [InlineData("mots", "ENV/ENE", "libelle", "Énergies d’ici", "« Énergies » devient « Énergies d’ici »")]
    [InlineData("deplacer", "ENV/ENE", "cible", "CON", "« Énergies » déplacée")]
    [InlineData("retirer", "ENV/ENE", "cible", "ENV/GES", "« Énergies » retirée")]
    [InlineData("scinder", "ENV/ENE", "parties", "VEN ; Énergie du vent ; éoliennes citoyennes\nSOL ; Énergie du soleil ; toits solaires", "« Énergies » scindée en « Énergie du vent », « Énergie du soleil »")]
    public async Task A_category_is_reworded_moved_split_or_replaced_after_its_effect_was_shown_and_put_back(string gesture, string path, string field, string value, string said)
    {
        var scheme = await portal.Services.GetRequiredService<TaxonomyStore>().ReadActiveAsync(CancellationToken.None);
        var category = scheme.Find("theme", path)!;
        var typed = field == "cible" ? $"{scheme.Find("theme", value)!.Id}" : value;
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync($"/taxonomie/{category.Id}");

        page = await PressAsync(curator, page.QuerySelector($"[data-testid={gesture}]")!, "Voir ce que cela entraîne", new() { [field] = typed });

        Assert.NotNull(page.QuerySelector($"[data-testid={gesture}] [data-testid=effect]"));
        Assert.Equal(category.Label, await LabelAsync());
        page = await PressAsync(curator, page.QuerySelector($"[data-testid={gesture}]")!, "Faire ce changement", []);
        Assert.Contains(said, Plain(page.QuerySelector("[data-testid=done]")!), StringComparison.Ordinal);
        await PressAsync(curator, page.QuerySelector("[data-testid=done]")!, "Annuler", []);
        Assert.Equal(category.Label, await LabelAsync());

        async Task<string> LabelAsync() => (await curator.GetPageAsync($"/taxonomie/{category.Id}")).QuerySelector<IHtmlInputElement>("[data-testid=mots] [name=libelle]")!.Value;
    }

    [Fact]
    public async Task The_counterpart_of_a_category_in_another_version_is_corrected_by_hand()
    {
        using var curator = await CuratorAsync();
        await UploadAsync(curator, "nouvelle.csv", await curator.Http.GetStringAsync("/taxonomie/export.csv"));
        var id = await portal.Database.ScalarAsync<long>("select max(id) from scheme");
        var active = await portal.Services.GetRequiredService<TaxonomyStore>().ReadActiveAsync(CancellationToken.None);
        var category = active.Find("theme", "TER/MOB")!.Id;
        var page = await curator.GetPageAsync($"/taxonomie/versions/{id}");

        page = await PressAsync(curator, page.QuerySelector($"#c-{category}")!, "Garder", new() { ["vers"] = "0" });

        Assert.Contains("Mobilité", page.QuerySelector("[data-testid=activate]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("0", page.QuerySelector<IHtmlSelectElement>($"#v-{category}")!.Value);
        page = await curator.GetPageAsync("/taxonomie/versions");
        await PressAsync(curator, page.QuerySelectorAll("[data-testid=versions] tr").Single(row => row.QuerySelector($"a[href$='/{id}']") is not null), "Supprimer", []);
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>("select count(*) from scheme where id = $1", id));
    }

    [Fact]
    public async Task Anybody_takes_the_taxonomy_away_and_a_curator_brings_it_back_as_a_version()
    {
        using var visitor = portal.Visitor();
        var turtle = await visitor.Http.GetStringAsync("/taxonomie/export.ttl");
        Assert.Contains("skos:prefLabel \"Mobilité\"@fr", turtle, StringComparison.Ordinal);
        Assert.Contains("\"skos:prefLabel\"", await visitor.Http.GetStringAsync("/taxonomie/export.jsonld"), StringComparison.Ordinal);
        Assert.Contains("theme;TER/MOB;Mobilité", await visitor.Http.GetStringAsync("/taxonomie/export.csv"), StringComparison.Ordinal);
        using var curator = await CuratorAsync();

        var page = await UploadAsync(curator, "nouvelle.ttl", turtle);

        Assert.Contains("Toutes les catégories d’aujourd’hui ont une correspondante", page.QuerySelector("[data-testid=activate]")!.TextContent, StringComparison.Ordinal);
        page = await UploadAsync(curator, "cassee.ttl", "@prefix skos: <http://x/> .\n\nskos:a skos:b (1) .");
        Assert.Contains("Ligne 3", page.QuerySelector("[data-testid=errors]")!.TextContent, StringComparison.Ordinal);
        page = await UploadAsync(curator, "lourde.ttl", new string('#', 6_000_000));
        Assert.Contains("dépasse 5 Mo", page.QuerySelector("[data-testid=errors]")!.TextContent, StringComparison.Ordinal);
        page = await PressAsync(curator, page.QuerySelectorAll("[data-testid=versions] tr").Single(row => row.QuerySelector("td")?.TextContent == "3"), "Supprimer", []);
        Assert.DoesNotContain(page.QuerySelectorAll("[data-testid=versions] td"), cell => cell.TextContent == "3");
    }

    private static async Task<IHtmlDocument> UploadAsync(PortalVisitor curator, string name, string text)
    {
        var page = await curator.GetPageAsync("/taxonomie/versions");
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=import]")!;
        using var body = new MultipartFormDataContent
        {
            { new StringContent(form.QuerySelector<IHtmlInputElement>("[name=__RequestVerificationToken]")!.Value), "__RequestVerificationToken" },
            { new StringContent(text), "fichier", name },
        };
        using var answer = await curator.Http.PostAsync(new Uri(curator.Http.BaseAddress!, form.GetAttribute("action")), body);
        var html = await answer.Content.ReadAsStringAsync();
        return (IHtmlDocument)await BrowsingContext.New().OpenAsync(shown => shown.Content(html).Address(answer.RequestMessage!.RequestUri!));
    }

    private static string Plain(IElement element) => element.TextContent.Replace('\u202f', ' ').Replace('\u00a0', ' ');

    private static Task<IHtmlDocument> PressAsync(PortalVisitor visitor, IElement within, string button, Dictionary<string, string?> values)
    {
        var pressed = within.QuerySelectorAll("button").OfType<IHtmlButtonElement>().First(found => found.TextContent.Trim().StartsWith(button, StringComparison.Ordinal));
        if (pressed.GetAttribute("formaction") is { } action)
        {
            pressed.Form!.SetAttribute("action", new Url(new Url(pressed.Owner!.Url), action).Href);
        }

        return visitor.SubmitAsync(pressed.Form!, values);
    }

    private async Task<PortalVisitor> CuratorAsync()
    {
        var visitor = portal.Visitor();
        await visitor.SignInAsync("curateur");
        return visitor;
    }
}
