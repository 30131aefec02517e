using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Portal.Pages.Initiatives;
using Xunit;

namespace SocialConnect.Portal.Tests.Curation;

/// <summary>Several curators at the desk, and what they do to many initiatives at once.</summary>
public sealed class TogetherTests(DeskHost portal) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task Two_curators_are_shown_different_initiatives_and_an_opened_one_says_who_reads_it()
    {
        await portal.AddAsync("deux", "Une");
        await portal.AddAsync("deux", "Autre");
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");

        var mine = (await curator.GetPageAsync("/curation?partenaire=deux")).QuerySelector("[data-testid=item]")!.GetAttribute("data-id");
        var theirs = (await admin.GetPageAsync("/curation?partenaire=deux")).QuerySelector("[data-testid=item]")!.GetAttribute("data-id");

        Assert.NotEqual(mine, theirs);
        var held = await admin.GetPageAsync($"/curation?fiche={mine}");
        Assert.Contains("curateur lit cette fiche", held.QuerySelector("[data-testid=held]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(held.QuerySelector("form[data-testid=verdict]"));
    }

    [Fact]
    public async Task Who_was_slower_sees_what_the_other_said_and_keeps_their_own_choice()
    {
        var initiative = await portal.AddAsync("conflit", "Disputée");
        await portal.SuggestAsync(initiative, "SOL", 0.6f);
        await portal.SuggestAsync(initiative, "SAN", 0.2f);
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");
        var slow = await curator.GetPageAsync($"/curation?fiche={initiative}");
        await portal.Database.ExecuteAsync("delete from desk_lease where initiative_id = $1", initiative);
        await DeskHost.PressAsync(admin, await admin.GetPageAsync($"/curation?fiche={initiative}"), "Enregistrer", ["SOL"]);

        var told = await DeskHost.PressAsync(curator, slow, "Enregistrer", ["SAN"]);

        Assert.Contains("admin a accepté", told.QuerySelector("[data-testid=conflict]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["SAN rejected", "SOL accepted"], await portal.VerdictsAsync(initiative));
        Assert.True(DeskHost.Choice(told, "SAN").QuerySelector<IHtmlInputElement>("input[name=oui]")!.IsChecked);
        Assert.False(DeskHost.Choice(told, "SOL").QuerySelector<IHtmlInputElement>("input[name=oui]")!.IsChecked);
        await DeskHost.PressAsync(curator, told, "Enregistrer");
        Assert.Equal(["SAN accepted", "SOL rejected"], await portal.VerdictsAsync(initiative));

        var history = await curator.GetPageAsync($"/curation/historique/{initiative}");
        Assert.Equal(4, history.QuerySelectorAll("[data-testid=decisions] > li").Length);
        Assert.Contains("par le modèle essai-1", history.QuerySelector("[data-testid=decisions]")!.TextContent, StringComparison.Ordinal);
        var undo = history.QuerySelector("[data-testid=decisions] button")!;
        var form = undo.Closest("form") as IHtmlFormElement;
        form!.SetAttribute("action", new Url(new Url(history.Url), undo.GetAttribute("formaction")!).Href);
        history = await curator.SubmitAsync(form, new Dictionary<string, string?>());
        Assert.Contains("Annulée par curateur", history.QuerySelector("[data-testid=decisions]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_reader_is_not_shown_what_the_first_one_said()
    {
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");
        for (var i = 0; i < 30; i++)
        {
            var one = await portal.AddAsync("relire", $"Relue {i}");
            await portal.SuggestAsync(one, "SOL", 0.3f);
        }

        var page = await admin.GetPageAsync("/curation?partenaire=relire");
        while (page.QuerySelector("[data-testid=verdict]") is not null)
        {
            page = await DeskHost.PressAsync(admin, page, "Enregistrer", ["SOL"]);
        }

        page = await curator.GetPageAsync("/curation?partenaire=relire&file=relire");

        Assert.DoesNotContain("admin", DeskHost.Choice(page, "SOL").TextContent, StringComparison.Ordinal);
        Assert.False(DeskHost.Choice(page, "SOL").QuerySelector<IHtmlInputElement>("input[name=oui]")!.IsChecked);
        await DeskHost.PressAsync(curator, page, "Enregistrer", ["SOL"]);
        var measures = await curator.GetPageAsync("/curation/mesures");
        Assert.DoesNotContain("sur 0", measures.QuerySelector("[data-testid=alpha] + dd")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curators_leave_remarks_and_hand_an_initiative_to_one_another()
    {
        var initiative = await portal.AddAsync("confier", "À confier");
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");
        var page = await curator.GetPageAsync("/curation?partenaire=confier");

        page = await curator.SubmitAsync(page.QuerySelector<IHtmlFormElement>("form[data-testid=comment]")!, new Dictionary<string, string?> { ["texte"] = "Est-ce bien un <tiers-lieu> ?" });
        Assert.Contains("Est-ce bien un <tiers-lieu> ?", page.QuerySelector("[data-testid=comments]")!.TextContent, StringComparison.Ordinal);
        var remark = page.QuerySelector<IHtmlFormElement>("[data-testid=comments] form")!;
        page = await curator.SubmitAsync(remark, new Dictionary<string, string?> { ["remarque"] = remark.QuerySelector("button")!.GetAttribute("value") });
        Assert.Null(page.QuerySelector("[data-testid=comments]"));
        page = await curator.SubmitAsync(page.QuerySelector<IHtmlFormElement>("form[data-testid=assign]")!, new Dictionary<string, string?> { ["curateur"] = "personne" });
        Assert.Contains("Aucun curateur ne s’appelle", page.QuerySelector("#curateur-aide")!.TextContent, StringComparison.Ordinal);
        await curator.SubmitAsync(page.QuerySelector<IHtmlFormElement>("form[data-testid=assign]")!, new Dictionary<string, string?> { ["curateur"] = "admin" });

        Assert.NotNull((await curator.GetPageAsync("/curation?partenaire=confier")).QuerySelector("[data-testid=none]"));
        Assert.Equal(initiative.ToString(System.Globalization.CultureInfo.InvariantCulture), (await admin.GetPageAsync("/curation?partenaire=confier&file=miennes")).QuerySelector("[data-testid=item]")!.GetAttribute("data-id"));
    }

    [Fact]
    public async Task A_bulk_is_shown_with_its_expected_errors_accepted_at_once_and_taken_back_at_once()
    {
        var sure = await portal.AddAsync("lot", "Sûre");
        var doubtful = await portal.AddAsync("lot", "Douteuse");
        await portal.SuggestAsync(sure, "PAT", 0.99f);
        await portal.SuggestAsync(doubtful, "PAT", 0.55f);
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/lot?erreur=2&partenaire=lot");
        Assert.Single(page.QuerySelectorAll("[data-testid=line]"));

        page = await curator.SubmitAsync(page.QuerySelector<IHtmlFormElement>("form[data-testid=bulk]")!, new Dictionary<string, string?>());

        Assert.Equal(["PAT accepted"], await portal.VerdictsAsync(sure));
        Assert.Empty(await portal.VerdictsAsync(doubtful));
        var done = (IHtmlFormElement)page.QuerySelector("form[data-testid=done]")!;
        await curator.SubmitAsync(done, new Dictionary<string, string?> { ["geste"] = done.QuerySelector("button")!.GetAttribute("value") });
        Assert.Empty(await portal.VerdictsAsync(sure));
    }

    [Fact]
    public async Task Measures_show_a_plot_with_its_table_once_something_was_judged()
    {
        var initiative = await portal.AddAsync("mesures", "Mesurée");
        await portal.SuggestAsync(initiative, "NUM", 0.72f);
        using var curator = await portal.CuratorAsync();
        await DeskHost.PressAsync(curator, await curator.GetPageAsync($"/curation?fiche={initiative}"), "Enregistrer", ["NUM"]);

        var page = await curator.GetPageAsync("/curation/mesures");

        Assert.Contains(page.QuerySelectorAll("[data-testid=calibration] tbody tr"), row => row.TextContent.Contains("72", StringComparison.Ordinal));
        Assert.Equal("img", page.QuerySelector("svg.plot")!.GetAttribute("role"));
        Assert.NotNull(page.QuerySelector("#calibration-titre"));
        Assert.Contains(page.QuerySelectorAll("[data-testid=categories] tbody th"), row => row.TextContent.Contains(portal.Scheme.Find("theme", "NUM")!.Label, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_category_shows_how_often_it_was_proposed_rightly_and_how_much_of_it_was_found()
    {
        using var curator = await portal.CuratorAsync();
        // Proposed and right, proposed and wrong, right and not proposed.
        foreach (var (title, probability, ticked) in new[] { ("Juste", 0.8f, true), ("Fausse", 0.7f, false), ("Manquée", 0.2f, true) })
        {
            var initiative = await portal.AddAsync("justesse", title);
            await portal.SuggestAsync(initiative, "TOU", probability);
            await DeskHost.PressAsync(curator, await curator.GetPageAsync($"/curation?fiche={initiative}"), "Enregistrer", ticked ? ["TOU"] : []);
        }

        var page = await curator.GetPageAsync("/curation/mesures");

        var label = portal.Scheme.Find("theme", "TOU")!.Label;
        var row = page.QuerySelectorAll("[data-testid=categories] tbody tr").Single(row => row.QuerySelector("th")!.TextContent.Trim() == label);
        Assert.Equal(["2", "2", "50\u202f%", "50\u202f%"], row.QuerySelectorAll("td.num").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(2, page.QuerySelectorAll("svg.plot[role=img]").Length);
        Assert.Matches(@"\d+\ss$", page.QuerySelector("[data-testid=weeks] tbody td:last-child")!.TextContent);
        Assert.Equal(6, page.QuerySelectorAll("[data-testid=tiles] dt").Length);
    }

    [Fact]
    public async Task Views_by_people_are_counted_those_by_programs_are_not()
    {
        var initiative = await portal.AddAsync("vues", "Regardée");
        using var person = portal.Visitor();
        person.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0");
        using var program = portal.Visitor();
        program.Http.DefaultRequestHeaders.UserAgent.ParseAdd("ExampleBot/1.0");
        await person.GetPageAsync($"/initiatives/{initiative}/regardee");
        await person.GetPageAsync($"/initiatives/{initiative}/regardee");
        await program.GetPageAsync($"/initiatives/{initiative}/regardee");

        await portal.Services.GetRequiredService<ViewCounter>().FlushAsync(CancellationToken.None);

        Assert.Equal(2L, await portal.Database.ScalarAsync<long>("select views from initiative_traffic where initiative_id = $1", initiative));
    }
}
