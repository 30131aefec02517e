using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Curation;

public sealed class QualityTests(DeskHost portal) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task A_place_is_set_with_one_click_and_taken_back_with_another()
    {
        await portal.Database.ExecuteAsync("insert into territory (code, level, name, search_name) values ('DEP-23', 'departement', 'Creuse', 'creuse') on conflict do nothing");
        var initiative = await portal.AddAsync("lieu", "Sans feu ni lieu");
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/qualite?quoi=sans-lieu");

        page = await PressAsync(curator, page, initiative, "Placer ici", new() { ["lieu"] = "Atlantide" });
        Assert.Contains("Atlantide", page.QuerySelector("[data-testid=unknown]")!.TextContent, StringComparison.Ordinal);
        page = await PressAsync(curator, page, initiative, "Placer ici", new() { ["lieu"] = "creuse" });

        Assert.Equal("DEP-23", await portal.Database.ScalarAsync<string>("select territory_code from initiative where id = $1", initiative));
        Assert.DoesNotContain(page.QuerySelectorAll("[data-testid=finding]"), row => row.GetAttribute("data-id") == Text(initiative));
        page = await UndoAsync(curator, page);
        Assert.Contains(page.QuerySelectorAll("[data-testid=finding]"), row => row.GetAttribute("data-id") == Text(initiative));
    }

    [Fact]
    public async Task What_is_right_as_it_is_comes_back_only_when_it_changes()
    {
        var initiative = await portal.AddAsync("juste", "Peu de mots");
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/qualite?quoi=sans-texte");

        page = await PressAsync(curator, page, initiative, "C’est juste ainsi", []);
        Assert.DoesNotContain(page.QuerySelectorAll("[data-testid=finding]"), row => row.GetAttribute("data-id") == Text(initiative));
        await portal.Database.ExecuteAsync("update initiative set revision = revision + 1 where id = $1", initiative);

        page = await curator.GetPageAsync("/curation/qualite?quoi=sans-texte");
        Assert.Contains(page.QuerySelectorAll("[data-testid=finding]"), row => row.GetAttribute("data-id") == Text(initiative));
    }

    [Fact]
    public async Task An_odd_date_is_taken_away_and_stays_away_at_the_next_visit()
    {
        var initiative = await SaveAsync("date", "Venue du futur", new DateOnly(2199, 1, 1));
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/qualite?quoi=dates");

        await PressAsync(curator, page, initiative, "Retirer la date", []);
        await SaveAsync("date", "Venue du futur", new DateOnly(2199, 1, 2));

        Assert.Equal(1L, await portal.Database.ScalarAsync<long>("select count(*) from initiative where id = $1 and published_on is null", initiative));
        page = await curator.GetPageAsync("/curation/qualite?quoi=source-changee");
        Assert.Contains("Date de publication", page.QuerySelector($"[data-testid=finding][data-id='{initiative}']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contradicted_place_is_settled_by_choosing_one_of_its_two_sides()
    {
        await portal.Database.ExecuteAsync("insert into territory (code, level, name, search_name) values ('DEP-15', 'departement', 'Cantal', 'cantal'), ('DEP-63', 'departement', 'Puy-de-Dôme', 'puy-de-dome') on conflict do nothing");
        var initiative = await portal.AddAsync("contredite", "Ici ou là");
        await portal.Database.ExecuteAsync(
            """insert into initiative_place (initiative_id, origin, conflict) values ($1, 'none', '{"kind":"postcode","codes":["DEP-15","DEP-63"]}') on conflict (initiative_id) do update set conflict = excluded.conflict""", initiative);
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/qualite?quoi=mal-placees");

        page = await PressAsync(curator, page, initiative, "Puy-de-Dôme", []);

        Assert.Equal("DEP-63", await portal.Database.ScalarAsync<string>("select territory_code from initiative where id = $1", initiative));
        Assert.DoesNotContain(page.QuerySelectorAll("[data-testid=finding]"), row => row.GetAttribute("data-id") == Text(initiative));
    }

    [Fact]
    public async Task What_acts_everywhere_is_said_with_one_click()
    {
        var initiative = await portal.AddAsync("partout", "Partout");
        using var curator = await portal.CuratorAsync();

        await PressAsync(curator, await curator.GetPageAsync("/curation/qualite?quoi=sans-lieu"), initiative, "Partout en France", []);

        Assert.True(await portal.Database.ScalarAsync<bool>("select is_national from initiative where id = $1", initiative));
    }

    [Fact]
    public async Task A_website_that_is_gone_is_taken_off_and_put_back()
    {
        var initiative = await SaveAsync("lien", "Site fermé", null, new Uri("https://parti.example/"));
        await portal.Database.ExecuteAsync("insert into website_check (address, next_at, failures, said) values ('https://parti.example/', now(), 2, 'le nom du site n’est pas connu')");
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/qualite?quoi=liens");
        Assert.Contains("le nom du site n’est pas connu", page.QuerySelector($"[data-testid=finding][data-id='{initiative}']")!.TextContent, StringComparison.Ordinal);

        page = await PressAsync(curator, page, initiative, "Retirer l’adresse", []);

        Assert.Equal(1L, await portal.Database.ScalarAsync<long>("select count(*) from initiative where id = $1 and website is null", initiative));
        await UndoAsync(curator, page);
        Assert.Equal("https://parti.example/", await portal.Database.ScalarAsync<string>("select website from initiative where id = $1", initiative));
    }

    [Fact]
    public async Task A_page_not_found_at_its_partner_is_said_to_be_gone_and_published_again()
    {
        var initiative = await portal.AddAsync("perdue", "Perdue de vue");
        await portal.Database.ExecuteAsync("update initiative set missed_visits = 1 where id = $1", initiative);
        using var curator = await portal.CuratorAsync();

        var page = await PressAsync(curator, await curator.GetPageAsync("/curation/qualite?quoi=non-retrouvees"), initiative, "Dire qu’elle n’est plus publiée", []);

        Assert.Equal("gone", await portal.Database.ScalarAsync<string>("select status from initiative where id = $1", initiative));
        await UndoAsync(curator, page);
        Assert.Equal("published", await portal.Database.ScalarAsync<string>("select status from initiative where id = $1", initiative));
    }

    [Fact]
    public async Task A_missing_theme_is_given_by_the_suggestion_unless_somebody_has_decided_meanwhile()
    {
        var (initiative, disputed) = (await portal.AddAsync("theme", "Sans thème"), await portal.AddAsync("theme", "Disputée"));
        await portal.SuggestAsync(initiative, "PAT", 0.4f);
        await portal.SuggestAsync(disputed, "PAT", 0.4f);
        var label = portal.Scheme.Find("theme", "PAT")!.Label;
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");
        var page = await curator.GetPageAsync("/curation/qualite?quoi=sans-theme");
        var late = await admin.GetPageAsync("/curation/qualite?quoi=sans-theme");

        page = await PressAsync(curator, page, initiative, label, []);

        Assert.Equal(["PAT accepted"], await portal.VerdictsAsync(initiative));
        page = await UndoAsync(curator, page);
        Assert.Empty(await portal.VerdictsAsync(initiative));
        await DeskHost.PressAsync(curator, await curator.GetPageAsync($"/curation?fiche={disputed}"), "Enregistrer", []);
        late = await PressAsync(admin, late, disputed, label, []);
        Assert.NotNull(late.QuerySelector("[data-testid=late]"));
        Assert.Equal(["PAT rejected"], await portal.VerdictsAsync(disputed));
    }

    [Theory]
    [InlineData("sans-structure", "C’est le porteur", "Les Voisins du bourg", "organisation")]
    [InlineData("sans-texte", "Ajouter ce résumé", "Des voisins réparent ensemble ce qui est cassé.", "summary")]
    public async Task What_is_missing_is_written_where_it_is_missed(string kind, string button, string text, string field)
    {
        var initiative = await portal.AddAsync("manque", "Il manque " + field);
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/qualite?quoi=" + kind);

        page = await PressAsync(curator, page, initiative, button, new() { ["texte"] = "  " });
        Assert.Null(page.QuerySelector("[data-testid=done]"));
        page = await PressAsync(curator, page, initiative, button, new() { ["texte"] = text });

        Assert.Equal(text, await portal.Database.ScalarAsync<string>($"select {field} from initiative where id = $1", initiative));
        await UndoAsync(curator, page);
        Assert.Equal("", await portal.Database.ScalarAsync<string>($"select coalesce({field}, '') from initiative where id = $1", initiative));
    }

    [Fact]
    public async Task A_partner_who_has_changed_a_corrected_field_is_followed_with_one_click()
    {
        var initiative = await SaveAsync("suivie", "Titre d’avant", null);
        using var curator = await portal.CuratorAsync();
        await curator.SubmitAsync(Form(await curator.GetPageAsync($"/initiatives/{initiative}/modifier")), new Dictionary<string, string?> { ["title"] = "Titre de la main" });
        await SaveAsync("suivie", "Titre d’après", null);

        var page = await PressAsync(curator, await curator.GetPageAsync("/curation/qualite?quoi=source-changee"), initiative, "Suivre le partenaire", []);

        Assert.Equal("Titre d’après", await portal.Database.ScalarAsync<string>("select title from initiative where id = $1", initiative));
        await UndoAsync(curator, page);
        Assert.Equal("Titre de la main", await portal.Database.ScalarAsync<string>("select title from initiative where id = $1", initiative));
    }

    [Fact]
    public async Task A_hand_edit_survives_a_visit_shows_that_the_source_has_changed_and_can_be_taken_back()
    {
        var initiative = await SaveAsync("main", "Ancien titre", null);
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync($"/initiatives/{initiative}/modifier");

        page = await curator.SubmitAsync(Form(page), new Dictionary<string, string?> { ["title"] = "Titre corrigé", ["latitude"] = "46,17", ["longitude"] = "1,87" });
        Assert.NotNull(page.QuerySelector("[data-testid=done]"));
        await SaveAsync("main", "Titre du partenaire, changé", null);
        page = await curator.GetPageAsync($"/initiatives/{initiative}/modifier");

        Assert.Equal("Titre corrigé", page.QuerySelector<IHtmlInputElement>("#title")!.Value);
        Assert.Contains("Titre du partenaire, changé", page.QuerySelector("[data-field=title] [data-testid=hand]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("a changé depuis", page.QuerySelector("[data-field=title] [data-testid=hand]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(46.17, await portal.Database.ScalarAsync<double>("select latitude from initiative where id = $1", initiative));
        var undo = page.QuerySelector<IHtmlFormElement>("[data-testid=history] form")!;
        page = await curator.SubmitAsync(undo, new Dictionary<string, string?> { ["lot"] = undo.QuerySelector("button")!.GetAttribute("value") });
        Assert.Equal("Titre du partenaire, changé", page.QuerySelector<IHtmlInputElement>("#title")!.Value);
        Assert.Null(page.QuerySelector("[data-testid=hand]"));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_said_at_its_field_and_what_was_typed_is_kept()
    {
        var initiative = await SaveAsync("faux", "Un titre", null);
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync($"/initiatives/{initiative}/modifier");

        page = await curator.SubmitAsync(Form(page), new Dictionary<string, string?> { ["title"] = "", ["summary"] = "Gardé", ["latitude"] = "nord", ["website"] = "javascript:alert(1)", ["postcode"] = "230", ["territory_code"] = "Atlantide" });

        Assert.Equal(5, page.QuerySelectorAll("[data-testid=errors] li").Length);
        Assert.Equal("Gardé", page.QuerySelector("#summary")!.TextContent);
        Assert.Equal("Un titre", await portal.Database.ScalarAsync<string>("select title from initiative where id = $1", initiative));
    }

    [Fact]
    public async Task A_change_made_meanwhile_is_shown_and_not_overwritten()
    {
        var initiative = await SaveAsync("meme", "Titre", null);
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");
        var slow = await curator.GetPageAsync($"/initiatives/{initiative}/modifier");
        await admin.SubmitAsync(Form(await admin.GetPageAsync($"/initiatives/{initiative}/modifier")), new Dictionary<string, string?> { ["title"] = "Titre d’admin" });

        var page = await curator.SubmitAsync(Form(slow), new Dictionary<string, string?> { ["title"] = "Titre de curateur" });

        Assert.Contains("Titre d’admin", page.QuerySelector("[data-testid=conflict]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Titre de curateur", page.QuerySelector<IHtmlInputElement>("#title")!.Value);
        Assert.Equal("Titre d’admin", await portal.Database.ScalarAsync<string>("select title from initiative where id = $1", initiative));
        await curator.SubmitAsync(Form(page), new Dictionary<string, string?>());
        Assert.Equal("Titre de curateur", await portal.Database.ScalarAsync<string>("select title from initiative where id = $1", initiative));
    }

    [Fact]
    public async Task Only_curators_correct()
    {
        var initiative = await portal.AddAsync("ferme", "Fermée");
        using var editor = await portal.CuratorAsync("sources");

        await editor.GetPageAsync($"/initiatives/{initiative}/modifier", HttpStatusCode.Forbidden);
        await editor.GetPageAsync("/curation/qualite", HttpStatusCode.Forbidden);
        using var curator = await portal.CuratorAsync();
        await curator.GetPageAsync("/initiatives/999999/modifier", HttpStatusCode.NotFound);
    }

    private static IHtmlFormElement Form(IHtmlDocument page) => page.QuerySelector<IHtmlFormElement>("form[data-testid=edit]")!;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task<IHtmlDocument> UndoAsync(PortalVisitor curator, IHtmlDocument page)
    {
        var form = page.QuerySelector<IHtmlFormElement>("form[data-testid=done]")!;
        return curator.SubmitAsync(form, new Dictionary<string, string?> { ["fait"] = form.QuerySelector("button")!.GetAttribute("value") });
    }

    private static Task<IHtmlDocument> PressAsync(PortalVisitor curator, IHtmlDocument page, long initiative, string button, Dictionary<string, string?> values)
    {
        var row = page.QuerySelector($"[data-testid=finding][data-id='{initiative}']");
        Assert.True(row is not null, $"Initiative {initiative} is not among the findings.");
        var pressed = row.QuerySelectorAll("button").OfType<IHtmlButtonElement>().First(found => found.TextContent.Trim().StartsWith(button, StringComparison.Ordinal));
        var form = pressed.Form!;
        form.SetAttribute("action", new Url(new Url(page.Url), pressed.GetAttribute("formaction")!).Href);
        if (pressed.Name is { Length: > 0 } name)
        {
            values[name] = pressed.GetAttribute("value");
        }

        return curator.SubmitAsync(form, values);
    }

    private async Task<long> SaveAsync(string key, string title, DateOnly? published, Uri? website = null)
    {
        var partner = (await portal.Services.GetRequiredService<PartnerStore>().SaveAsync("main", "La Main", new Uri("https://partner.example/"), "", CancellationToken.None)).Id;
        await portal.Services.GetRequiredService<InitiativeStore>().SaveAsync(
            partner, new CollectedInitiative(key, new Uri("https://partner.example/" + key), title) { PublishedOn = published, Website = website }, CancellationToken.None);
        return await portal.Database.ScalarAsync<long>("select id from initiative where key = $1", key);
    }
}
