using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Fields;

public sealed class FieldsTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    [Fact]
    public async Task An_administrator_describes_a_field_which_then_shows_on_its_initiatives()
    {
        var id = await AddAsync("decrit", new JsonObject { ["statut_juridique"] = "coopérative d’intérêt collectif" });
        using var admin = portal.Visitor();
        var page = await admin.SignInAsync("admin", wanted: "/admin/champs");
        Assert.Contains(page.QuerySelectorAll("[data-testid=unknown]"), unknown => unknown.TextContent.Contains("statut_juridique", StringComparison.Ordinal));

        page = await admin.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=save]")!, new Dictionary<string, string?> { ["nom"] = "statut_juridique", ["libelle"] = "Statut juridique", ["ouverture"] = "Commons" });

        Assert.Contains(page.QuerySelectorAll("[data-testid=field]"), field => field.TextContent.Contains("Statut juridique", StringComparison.Ordinal));
        using var visitor = portal.Visitor();
        Assert.Contains("coopérative d’intérêt collectif", (await visitor.GetPageAsync($"/initiatives/{id}")).QuerySelector("[data-testid=custom]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_closed_leaks_through_nothing()
    {
        await new CustomFieldStore(portal.Database.Source).SaveAsync(
            [new("ouvert", "Ouvert", FieldType.Text, OpenLevel.OpenData), new("du_groupe", "Du groupe", FieldType.Text, OpenLevel.Collective), new("prive", "Privé", FieldType.Text, OpenLevel.Private)], null, default);
        var id = await AddAsync("fermee", new JsonObject { ["ouvert"] = "motouvert", ["du_groupe"] = "motcollectif", ["prive"] = "motprive", ["non_decrit"] = "motinconnu" });
        await portal.IndexAsync();
        using var visitor = portal.Visitor();
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");
        using var admin = portal.Visitor();
        await admin.SignInAsync("admin");

        var everybody = await visitor.Http.GetStringAsync($"/initiatives/{id}");
        Assert.Contains("motouvert", everybody, StringComparison.Ordinal);
        foreach (var closed in (string[])["motcollectif", "motprive", "motinconnu"])
        {
            Assert.DoesNotContain(closed, everybody, StringComparison.Ordinal);
            foreach (var address in (string[])[$"/recherche?q={closed}", $"/api/initiatives?q={closed}", "/api/initiatives?q=fermee", "/recherche/export.csv?q=fermee", "/recherche/flux.atom?q=fermee"])
            {
                // The question itself may be repeated.
                var answer = await visitor.Http.GetStringAsync(address);
                Assert.DoesNotContain($"/initiatives/{id}", address.Contains(closed, StringComparison.Ordinal) ? answer : "", StringComparison.Ordinal);
                Assert.DoesNotContain(closed, address.Contains(closed, StringComparison.Ordinal) ? "" : answer, StringComparison.Ordinal);
            }
        }

        var signedIn = await curator.Http.GetStringAsync($"/initiatives/{id}");
        Assert.Contains("motcollectif", signedIn, StringComparison.Ordinal);
        Assert.DoesNotContain("motprive", signedIn, StringComparison.Ordinal);
        var administration = await admin.Http.GetStringAsync($"/initiatives/{id}");
        Assert.Contains("motprive", administration, StringComparison.Ordinal);
        Assert.DoesNotContain("motinconnu", administration, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_exported_and_taken_over_again()
    {
        using var admin = portal.Visitor();
        var page = await admin.SignInAsync("admin", wanted: "/admin/champs");
        page = await admin.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=import]")!, new Dictionary<string, string?> { ["document"] = """[{"name": "budget", "label": "Budget", "type": "price", "open": "private", "required": true, "visible": false}]""" });
        Assert.Equal("Un champ est repris.", page.QuerySelector("[data-testid=done]")!.TextContent.Trim());

        var exported = CustomFieldDocument.Read(await admin.Http.GetStringAsync("/admin/champs?handler=Export"));

        Assert.Contains(new CustomField("budget", "Budget", FieldType.Price, OpenLevel.Private) { IsRequired = true, IsVisible = false }, exported.Fields);
    }

    [Fact]
    public async Task A_required_field_that_is_empty_is_told_to_who_may_complete_it()
    {
        await new CustomFieldStore(portal.Database.Source).SaveAsync([new("exige", "Champ exigé", FieldType.Text, OpenLevel.OpenData) { IsRequired = true }], null, default);
        var id = await AddAsync("incomplete", []);
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");
        using var visitor = portal.Visitor();

        Assert.Contains("Champ exigé", (await curator.GetPageAsync($"/initiatives/{id}")).QuerySelector("[data-testid=lacking]")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await visitor.GetPageAsync($"/initiatives/{id}")).QuerySelector("[data-testid=lacking]"));
    }

    [Fact]
    public async Task A_broken_model_is_told_and_changes_nothing()
    {
        using var admin = portal.Visitor();
        var page = await admin.SignInAsync("admin", wanted: "/admin/champs");

        page = await admin.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=import]")!, new Dictionary<string, string?> { ["document"] = """[{"name": "bon", "label": "Bon", "type": "text", "open": "private"}, {"name": "title"}]""" });

        Assert.Contains("déjà un champ", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("[data-testid=field]"), field => field.TextContent.Contains("Bon", StringComparison.Ordinal));
        // What was pasted is not lost.
        Assert.Contains("\"bon\"", page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_describe_fields()
    {
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");

        using var answer = await curator.Http.GetAsync("/admin/champs");

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<long> AddAsync(string key, JsonObject extra) =>
        portal.AddAsync("atlas", new CollectedInitiative(key, new Uri($"https://atlas.example/{key}"), $"Initiative {key}") { Summary = $"Ce que fait l’initiative {key} dans son quartier.", Extra = extra });
}
