using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Portal.Sources;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Sources;

/// <summary>Adding a source, with what a worker answers written by the test: without a browser and without JavaScript.</summary>
public sealed class AddSourceTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Recipe =
        """{ "kind": "listing", "start": "https://verger.example/projets", "items": "li.projet", "link": "h2 a", "fields": { "title": "h2" }, "detail": { "fields": { "summary": ".chapo" } } }""";

    [Fact]
    public async Task An_address_that_is_none_is_refused_with_an_example_and_kept()
    {
        using var editor = await EditorAsync();
        var page = await editor.GetPageAsync("/sources/ajouter");

        page = await ReadAsync(editor, page, "le site du verger");

        Assert.Contains("https://www.partenaire.fr/projets", page.QuerySelector("#adresse-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("le site du verger", page.QuerySelector<IHtmlInputElement>("#adresse")!.Value);
    }

    [Fact]
    public async Task Somebody_who_waits_sees_what_is_done_without_script_and_can_stop_it()
    {
        using var editor = await EditorAsync();
        var page = await ReadAsync(editor, await editor.GetPageAsync("/sources/ajouter"), "verger.example/projets");
        var claim = await ClaimAsync();
        await Probes.ProgressAsync(claim, "Lecture de verger.example/projets", TimeSpan.FromMinutes(1), CancellationToken.None);

        page = await editor.GetPageAsync(page.Location.Href);

        Assert.Equal("https://verger.example/projets", claim.Request.Address!.AbsoluteUri);
        Assert.Contains("Lecture de verger.example/projets", page.QuerySelector("[data-testid=waiting] [role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("refresh", page.QuerySelector("head noscript")!.InnerHtml, StringComparison.Ordinal);
        page = await editor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=waiting] form")!, new Dictionary<string, string?>());
        Assert.Null(page.QuerySelector("[data-testid=waiting]"));
        Assert.Null(await Probes.ReadAsync(claim.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_site_that_refuses_robots_is_told_with_what_to_do()
    {
        using var editor = await EditorAsync();
        var page = await ReadAsync(editor, await editor.GetPageAsync("/sources/ajouter"), "https://ferme.example/");
        await Probes.FailAsync(await ClaimAsync(), ProbeTrouble.Robots, "le fichier robots.txt du site interdit cette page", CancellationToken.None);

        page = await editor.GetPageAsync(page.Location.Href);

        Assert.Contains("Le fichier robots.txt du site interdit cette page.", page.QuerySelector("[data-testid=failed]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Demandez son accord", page.QuerySelector("[data-testid=failed]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("https://ferme.example/", page.QuerySelector<IHtmlInputElement>("#adresse")!.Value);
    }

    [Fact]
    public async Task A_proposal_is_shown_filled_changed_by_choosing_another_value_tried_and_saved()
    {
        using var editor = await EditorAsync();
        var page = await ProposedAsync(editor);

        Assert.Contains("une liste d’initiatives", page.QuerySelector("[data-testid=proposal]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Le verger partagé", Field(page, "title").TextContent, StringComparison.Ordinal);
        Assert.Contains("100", Field(page, "title").TextContent, StringComparison.Ordinal);

        page = await PressAsync(editor, page, "Try", new() { ["champ.summary"] = "fiche .resume", ["nom"] = "Le Verger d’essai" });
        var tried = await ClaimAsync();
        var recipe = RecipeDocument.Parse(tried.Request.Recipe!);
        Assert.Equal(".resume", recipe.Detail!.Fields["summary"].Select.Single());
        Assert.Equal("h2", recipe.Fields["title"].Select.Single());
        await Probes.AnswerAsync(tried, PreviewOf("Un résumé plus long"), CancellationToken.None);
        page = await editor.GetPageAsync(page.Location.Href);
        Assert.Contains("Un résumé plus long", Field(page, "summary").TextContent, StringComparison.Ordinal);
        Assert.Equal("Le Verger d’essai", page.QuerySelector<IHtmlInputElement>("#nom")!.Value);

        using var answer = await PressForAnswerAsync(editor, page);
        Assert.Equal("/sources/le-verger-d-essai", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(1L, await portal.Database.ScalarAsync<long>(
            "select count(*) from partner p join visit v on v.partner_id = p.id join recipe r on r.partner_id = p.id where p.slug = 'le-verger-d-essai' and v.asked_by = 'sources' and r.document::text like '%.resume%'"));
    }

    [Fact]
    public async Task What_cannot_be_saved_is_said_at_its_field_and_nothing_is_lost()
    {
        await portal.Services.GetRequiredService<PartnerStore>().SaveAsync("les-voisins", "Les Voisins", new Uri("https://www.verger.example/"), "", CancellationToken.None);
        using var editor = await EditorAsync();
        var page = await ProposedAsync(editor);
        Assert.Contains(page.QuerySelectorAll("[data-testid=known] a"), link => link.GetAttribute("href") == "/sources/les-voisins");

        page = await PressAsync(editor, page, "Save", new() { ["nom"] = "Les Voisins", ["description"] = "Gardée", ["recette"] = """{ "kind": "listing", "strat": "x" }""" });

        Assert.Contains("s’appelle déjà", page.QuerySelector("#nom-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("strat", page.QuerySelector("#recette-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Gardée", page.QuerySelector("#description")!.TextContent);
        Assert.Contains("strat", page.QuerySelector("#recette")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_is_pointed_at_on_the_page_and_what_was_pointed_at_is_tried()
    {
        using var editor = await EditorAsync();
        var page = await ProposedAsync(editor);

        page = await PressAsync(editor, page, "Show", new() { ["champ"] = "title", ["champ.summary"] = "fiche .resume", ["nom"] = "Le Verger montré" });
        var look = await ClaimAsync();
        Assert.Equal(("https://verger.example/projets", "li.projet", "title"), (look.Request.Address!.AbsoluteUri, look.Request.Options.Items, look.Request.Options.Field));
        Assert.NotNull(page.QuerySelector("[data-testid=waiting]"));
        await Probes.AnswerAsync(
            look,
            new PageRendering(new Uri("https://verger.example/projets"), "Projets", "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body><h3 data-element=\"0\">Le verger</h3><p data-element=\"1\">Pied</p></body></html>")
            {
                Items = 2,
                Records = 2,
                Selectors = [new("h3", true, 2, 2, ["Le verger", "Le puits"]), new("p", false, 1, 0, ["Pied"])],
                Elements = new Dictionary<int, PageElement> { [0] = new([0], []), [1] = new([1], []) },
            },
            CancellationToken.None);
        page = await editor.GetPageAsync(page.Location.Href);
        Assert.Equal("allow-same-origin", page.QuerySelector("iframe")!.GetAttribute("sandbox"));
        Assert.Contains("Rien n’est encore montré", page.QuerySelector("[data-testid=panel]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await editor.GetPageAsync(page.Location.Href + "&element=1")).QuerySelector("[data-testid=outside]"));

        page = await editor.GetPageAsync(page.Location.Href + "&element=0");
        Assert.Contains("Le titre de niveau 3", page.QuerySelector("[data-testid=choice]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Le puits", page.QuerySelector("[data-testid=choice]")!.TextContent, StringComparison.Ordinal);
        page = await PressAsync(editor, page, "Adopt", [], "choice");

        var recipe = RecipeDocument.Parse((await ClaimAsync()).Request.Recipe!);
        Assert.Equal(("h3", ".resume"), (recipe.Fields["title"].Select.Single(), recipe.Detail!.Fields["summary"].Select.Single()));
        Assert.Equal("Le Verger montré", page.QuerySelector<IHtmlInputElement>("[data-testid=waiting] [name=nom]")!.Value);
    }

    [Fact]
    public async Task A_page_to_point_at_runs_nothing_and_only_source_editors_see_it()
    {
        var probe = await Probes.AskAsync(ProbeRequest.PageAt(new Uri("https://verger.example/"), null), null, CancellationToken.None);
        await Probes.AnswerAsync(await ClaimAsync(), new PageRendering(new Uri("https://verger.example/"), null, "<html><head><meta charset=\"utf-8\"></head><body>Verger</body></html>"), CancellationToken.None);
        using var editor = await EditorAsync();
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");

        using var answer = await editor.Http.GetAsync($"/sources/pages/{probe}");

        Assert.Equal("sandbox allow-same-origin; default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("pointable.css", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await curator.GetPageAsync($"/sources/pages/{probe}", HttpStatusCode.Forbidden);
        await editor.GetPageAsync($"/sources/pages/{Guid.NewGuid()}", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(".", "le bloc entier")]
    [InlineData("h2", "le titre de niveau 2")]
    [InlineData(".chapo", "ce qui est nommé «\u00a0chapo\u00a0»")]
    [InlineData("h2 a", "un lien dans le titre de niveau 2")]
    [InlineData("#fiche > p:nth-of-type(2)", "un paragraphe, en position 2 placé juste dans ce qui est nommé «\u00a0fiche\u00a0»")]
    [InlineData("[itemprop=name]", "ce que la page déclare comme «\u00a0name\u00a0»")]
    [InlineData("xpath: .//dt[starts-with(normalize-space(.), 'Ville')]/following-sibling::dd[1]", "ce qui suit le libellé «\u00a0Ville\u00a0»")]
    [InlineData("xpath: //th[starts-with(normalize-space(.), 'Site')]/following-sibling::td[1]//a/@href", "le lien qui suit le libellé «\u00a0Site\u00a0»")]
    [InlineData("div:not(.x)", "div:not(.x)")]
    public void Selectors_are_said_in_words(string selector, string words) => Assert.Equal(words, SelectorWords.Of(selector));

    [Fact]
    public async Task A_file_is_handed_in_proposed_saved_and_replaced()
    {
        using var editor = await EditorAsync();
        var page = await UploadAsync(editor, await editor.GetPageAsync("/sources/ajouter"), "upload", "initiatives.pdf", "x");
        Assert.Contains("CSV, TSV, XLSX ou JSON", page.GetElementById("fichier-erreur")!.TextContent, StringComparison.Ordinal);

        page = await UploadAsync(editor, page, "upload", "vergers.csv", "Nom;Ville\nLe verger;Guéret\n");
        var claim = await ClaimAsync();
        Assert.Equal("upload", claim.Request.Address!.Scheme);
        await Probes.AnswerAsync(
            claim,
            new Proposal { Address = claim.Request.Address, Kind = RecipeKind.File, Reason = "", Recipe = $$"""{ "kind": "file", "start": "{{claim.Request.Address}}", "fields": { "title": "Nom" } }""", Preview = PreviewOf("Court") },
            CancellationToken.None);
        page = await editor.GetPageAsync(page.Location.Href);
        page = await PressAsync(editor, page, "Save", new() { ["nom"] = "Vergers en fichier", ["site"] = "vergers" });
        Assert.Contains("https://www.partenaire.fr", page.GetElementById("site-erreur")!.TextContent, StringComparison.Ordinal);
        page = await PressAsync(editor, page, "Save", new() { ["site"] = "www.vergers.example" });
        Assert.EndsWith("/sources/vergers-en-fichier", page.Location.Href, StringComparison.Ordinal);
        Assert.Equal("https://www.vergers.example/", await portal.Database.ScalarAsync<string>("select home_url from partner where slug = 'vergers-en-fichier'"));
        Assert.Contains("vergers.csv", page.QuerySelector("[data-testid=file]")!.TextContent, StringComparison.Ordinal);

        page = await UploadAsync(editor, page, "file", "vergers-2.csv", "Nom;Ville\nLe verger;Guéret\nLe puits;Limoges\n");
        Assert.Contains("/visites/", page.Location.Href, StringComparison.Ordinal);
        Assert.Contains("vergers-2.csv", await portal.Database.ScalarAsync<string>(
            "select r.document::text from recipe r join partner p on p.id = r.partner_id and p.recipe_version = r.version where p.slug = 'vergers-en-fichier'"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21_000_000)]
    [InlineData(40_000_000)]
    public async Task A_file_too_large_is_answered_beside_the_field(int bytes)
    {
        using var editor = await EditorAsync();

        var page = await UploadAsync(editor, await editor.GetPageAsync("/sources/ajouter"), "upload", "lourd.csv", new string('x', bytes));

        Assert.Contains("20 Mo", page.GetElementById("fichier-erreur")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_source_editors_add()
    {
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");

        await curator.GetPageAsync("/sources/ajouter", HttpStatusCode.Forbidden);
    }

    private ProbeStore Probes => portal.Services.GetRequiredService<ProbeStore>();

    private async Task<PortalVisitor> EditorAsync()
    {
        var editor = portal.Visitor();
        await editor.SignInAsync("sources");
        return editor;
    }

    private async Task<ProbeClaim> ClaimAsync() => (await Probes.ClaimAsync(Guid.NewGuid().ToString(), TimeSpan.FromMinutes(1), CancellationToken.None))!;

    private async Task<IHtmlDocument> ProposedAsync(PortalVisitor editor)
    {
        var page = await ReadAsync(editor, await editor.GetPageAsync("/sources/ajouter"), "https://verger.example/projets");
        await Probes.AnswerAsync(
            await ClaimAsync(),
            new Proposal
            {
                Address = new Uri("https://verger.example/projets"),
                Kind = RecipeKind.Listing,
                Reason = "Douze blocs de la page se ressemblent.",
                Recipe = Recipe,
                SiteName = "Le Verger",
                Fields =
                [
                    new("title", "Titre", false, [new("h2", ["Le verger partagé"], 1, "C’est le titre du bloc.")]),
                    new("title", "Titre", true, [new("h1", ["Le verger partagé"], 1, "C’est le titre de la page.")]),
                    new("summary", "Résumé", true, [new(".chapo", ["Court"], 0.9, "Le chapeau."), new(".resume", ["Un résumé plus long"], 1, "Un paragraphe.")]),
                ],
                Preview = PreviewOf("Court"),
            },
            CancellationToken.None);
        return await editor.GetPageAsync(page.Location.Href);
    }

    private static Preview PreviewOf(string summary) => new()
    {
        Records =
        [
            new("Le verger partagé", new Uri("https://verger.example/projets/verger"), new Dictionary<string, PreviewValue>
            {
                ["title"] = new(["Le verger partagé"], ["Le verger partagé"]),
                ["summary"] = new([summary], [summary]),
            }),
        ],
        Fields = [new("title", "Titre", 1, 17), new("summary", "Résumé", 1, summary.Length)],
    };

    private static IElement Field(IHtmlDocument page, string name) => page.QuerySelector($"[data-testid=fields] [data-field={name}]")!;

    private static Task<IHtmlDocument> ReadAsync(PortalVisitor editor, IHtmlDocument page, string address) =>
        editor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=address]")!, new Dictionary<string, string?> { ["adresse"] = address });

    private static Task<IHtmlDocument> PressAsync(PortalVisitor editor, IHtmlDocument page, string handler, Dictionary<string, string?> values, string of = "recipe")
    {
        var form = page.QuerySelector<IHtmlFormElement>($"[data-testid={of}]")!;
        form.SetAttribute("action", new Url(new Url(page.Url), form.QuerySelectorAll("button").First(button => button.GetAttribute("formaction")?.Contains("handler=" + handler, StringComparison.Ordinal) == true).GetAttribute("formaction")!).Href);
        return editor.SubmitAsync(form, values);
    }

    private static Task<IHtmlDocument> UploadAsync(PortalVisitor editor, IHtmlDocument page, string of, string name, string text) =>
        editor.UploadAsync(page.QuerySelector<IHtmlFormElement>($"[data-testid={of}]")!, "fichier", name, text);

    private static async Task<HttpResponseMessage> PressForAnswerAsync(PortalVisitor editor, IHtmlDocument page)
    {
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=recipe]")!;
        var action = form.QuerySelectorAll("button").First(button => button.GetAttribute("formaction")!.Contains("handler=Save", StringComparison.Ordinal) == true).GetAttribute("formaction")!;
        using var content = new FormUrlEncodedContent(form.Elements
            .Where(field => field.GetAttribute("name") is { Length: > 0 })
            .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                _ => "",
            })));
        return await editor.Http.PostAsync(new Uri(new Uri(page.Url), action), content);
    }
}
