using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Tags;

public sealed class TagsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_curator_follows_a_proposal_sees_it_done_and_takes_it_back()
    {
        await AddAsync("follow", "Le vélo du mardi soir", "un");
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync("/etiquettes?partenaire=follow");
        var row = Row(page, "Le vélo du mardi soir");
        Assert.Contains("contient", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("1\u00a0initiative", row.TextContent, StringComparison.Ordinal);

        page = await PressAsync(curator, page, "Relier", row, new() { ["lignes[0].Other"] = "Mobilité" });

        Assert.Contains("reliée à", page.QuerySelector("[data-testid=done]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Mobilité", page.QuerySelector("[data-testid=done]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[data-testid=none]"));
        var mapped = await curator.GetPageAsync("/etiquettes?partenaire=follow&etat=Reliees");
        Assert.Contains("reliée par curateur", Row(mapped, "Le vélo du mardi soir").TextContent, StringComparison.Ordinal);

        page = await PressAsync(curator, page, "Annuler", page.QuerySelector("[data-testid=done]")!, []);
        Assert.Single(page.QuerySelectorAll("[data-testid=tag]"));
    }

    [Fact]
    public async Task What_is_not_a_category_is_said_at_the_line_and_nothing_typed_is_lost()
    {
        await AddAsync("unknown", "Qwertz", "un");
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync("/etiquettes?partenaire=unknown");

        page = await PressAsync(curator, page, "Relier", Row(page, "Qwertz"), new() { ["lignes[0].Other"] = "Théorie des cordes" });

        Assert.Contains("Théorie des cordes", page.QuerySelector("[data-testid=errors]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Théorie des cordes", page.QuerySelector<IHtmlInputElement>("input[name='lignes[0].Other']")!.Value);

        page = await PressAsync(curator, page, "Relier", Row(page, "Qwertz"), new() { ["lignes[0].Other"] = "" });
        Assert.Contains("Cochez au moins une catégorie", page.QuerySelector("[data-testid=errors]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_is_said_in_a_status_and_the_form_that_takes_it_back_stays_a_form()
    {
        await AddAsync("said", "Wxyz", "un");
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync("/etiquettes?partenaire=said");

        page = await PressAsync(curator, page, "Ignorer", Row(page, "Wxyz"), []);

        Assert.Contains("ignorée", page.QuerySelector("[data-testid=done] [role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("form[role=status], [role=status] button"));
    }

    [Fact]
    public async Task Chosen_lines_are_mapped_together_and_undone_together()
    {
        await AddAsync("many", "Zut un", "un");
        await AddAsync("many", "Zut deux", "deux");
        await AddAsync("many", "Zut trois", "trois");
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync("/etiquettes?partenaire=many&q=zut");
        var form = page.QuerySelector<IHtmlFormElement>("form[data-testid=tags]")!;

        page = await PressAsync(curator, page, "Relier toutes à celle-ci", form, new() { ["lignes[0].Selected"] = "true", ["lignes[2].Selected"] = "true", ["ensemble"] = "Handicap" });

        Assert.Contains("2\u00a0étiquettes", page.QuerySelector("[data-testid=done]")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("[data-testid=tag]"));
        var history = await curator.GetPageAsync("/etiquettes/historique");
        await PressAsync(curator, history, "Annuler", history.QuerySelector("[data-testid=gestures] > li")!, []);
        page = await curator.GetPageAsync("/etiquettes?partenaire=many&q=zut");
        Assert.Equal(3, page.QuerySelectorAll("[data-testid=tag]").Length);
    }

    [Fact]
    public async Task What_is_very_probable_is_mapped_in_one_gesture_with_the_errors_to_expect()
    {
        await AddAsync("likely", "Musique / Handicap", "un");
        await AddAsync("likely", "Zorglub", "deux");
        foreach (var (other, key) in new[] { ("likely-a", "trois"), ("likely-b", "quatre"), ("likely-c", "cinq") })
        {
            await AddAsync(other, "Musique / Handicap", key);
        }

        using var curator = await CuratorAsync();
        var others = await curator.GetPageAsync("/etiquettes?q=Musique+%2F+Handicap");
        var chosen = others.QuerySelectorAll("[data-testid=tag]")
            .Select((row, line) => (row, line)).Where(one => one.row.TextContent.Contains("likely-", StringComparison.Ordinal))
            .ToDictionary(one => $"lignes[{one.line}].Selected", _ => (string?)"true");
        await PressAsync(curator, others, "Relier toutes à celle-ci", others.QuerySelector("form[data-testid=tags]")!, new(chosen) { ["ensemble"] = "Handicap" });
        var page = await curator.GetPageAsync("/etiquettes?partenaire=likely");
        Assert.Matches(@"s’attendre à \d+\s(erreur|erreurs) sur 100", page.QuerySelector("form[data-testid=tags]")!.TextContent);

        page = await PressAsync(curator, page, "Relier cette étiquette comme proposé", page.QuerySelector("form[data-testid=tags]")!, []);

        Assert.Contains("Handicap", page.QuerySelector("[data-testid=done]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Zorglub", page.QuerySelectorAll("[data-testid=tag]").Single().TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_shown_before_it_is_brought_in_and_its_bad_lines_are_named()
    {
        await AddAsync("table", "Ya", "un");
        using var curator = await CuratorAsync();
        var page = await curator.GetPageAsync("/etiquettes/importer");
        var form = page.QuerySelector<IHtmlFormElement>("form[data-testid=import]")!;

        page = await PressAsync(curator, page, "Voir ce que cela donnera", form, new()
        {
            ["tableau"] = "partenaire;étiquette;catégories\ntable;Ya;TER/MOB\nabsent;Yo;TER/MOB\n",
        });

        var plan = page.QuerySelector("[data-testid=plan]")!;
        Assert.Contains("« absent » n’est pas connu", plan.TextContent.Replace('\u202f', ' '), StringComparison.Ordinal);
        Assert.Contains("reliée à Mobilité", plan.TextContent, StringComparison.Ordinal);
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>("select count(*) from partner_tag where tag = 'Ya' and state = 'mapped'"));

        await PressAsync(curator, page, "Relier ces étiquettes", plan, []);
        Assert.Equal(1L, await portal.Database.ScalarAsync<long>("select count(*) from partner_tag where tag = 'Ya' and state = 'mapped' and decided_by = 'curateur'"));
        var file = await curator.Http.GetStringAsync("/etiquettes?handler=Export&partenaire=table&etat=Toutes");
        Assert.Contains("table;Ya;reliée;theme:TER/MOB;Mobilité;1", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_nonsense_leads_to_the_queue_and_visitors_are_asked_to_sign_in()
    {
        using var curator = await CuratorAsync();
        Assert.NotNull((await curator.GetPageAsync("/etiquettes?p=-3&etat=Rien")).QuerySelector("h1"));
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/etiquettes");

        Assert.NotNull(page.QuerySelector("input[name=mot-de-passe]"));
        using var editor = portal.Visitor();
        await editor.SignInAsync("sources");
        await editor.GetPageAsync("/etiquettes", HttpStatusCode.Forbidden);
    }

    private static IElement Row(IHtmlDocument page, string tag) =>
        page.QuerySelectorAll("[data-testid=tag]").Single(row => row.QuerySelector("strong")!.TextContent.Contains(tag, StringComparison.Ordinal));

    // Presses the first button within an element that reads so, with the form's fields filled in.
    private static Task<IHtmlDocument> PressAsync(PortalVisitor visitor, IHtmlDocument page, string button, IElement within, Dictionary<string, string?> values)
    {
        var pressed = within.QuerySelectorAll("button").OfType<IHtmlButtonElement>().First(found => found.TextContent.Trim().StartsWith(button, StringComparison.Ordinal));
        var form = pressed.Form ?? page.QuerySelector<IHtmlFormElement>("form")!;
        if (pressed.GetAttribute("formaction") is { } action)
        {
            form.SetAttribute("action", new Url(new Url(page.Url), action).Href);
        }

        return visitor.SubmitAsync(form, values);
    }

    private async Task<PortalVisitor> CuratorAsync()
    {
        var visitor = portal.Visitor();
        await visitor.SignInAsync("curateur");
        return visitor;
    }

    private async Task AddAsync(string partner, string tag, string key)
    {
        var id = (await portal.Services.GetRequiredService<PartnerStore>().SaveAsync(partner, partner, new Uri("https://partner.example/"), "", CancellationToken.None)).Id;
        await portal.Services.GetRequiredService<InitiativeStore>().SaveAsync(
            id, new CollectedInitiative(key, new Uri("https://partner.example/" + key), "Initiative " + key) { Tags = [tag] }, CancellationToken.None);
    }
}
