using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
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

    private static Task<IHtmlDocument> PressAsync(PortalVisitor editor, IHtmlDocument page, string handler, Dictionary<string, string?> values)
    {
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=recipe]")!;
        form.SetAttribute("action", new Url(new Url(page.Url), form.QuerySelectorAll("button").First(button => button.GetAttribute("formaction")!.Contains("handler=" + handler, StringComparison.Ordinal)).GetAttribute("formaction")!).Href);
        return editor.SubmitAsync(form, values);
    }

    private static async Task<HttpResponseMessage> PressForAnswerAsync(PortalVisitor editor, IHtmlDocument page)
    {
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=recipe]")!;
        var action = form.QuerySelectorAll("button").First(button => button.GetAttribute("formaction")!.Contains("handler=Save", StringComparison.Ordinal)).GetAttribute("formaction")!;
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
