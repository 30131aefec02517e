using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Curation;

public sealed class DuplicatesTests(DeskHost portal) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task A_pair_is_joined_under_the_chosen_address_cites_both_sources_and_can_be_parted_again()
    {
        var (older, younger) = await PairAsync("Conciergerie solidaire du Limousin");
        using var curator = await portal.CuratorAsync();
        var page = await curator.GetPageAsync("/curation/doublons");
        Assert.Contains("presque certain", Pair(page, older, younger)!.TextContent, StringComparison.OrdinalIgnoreCase);

        page = await PressAsync(curator, Pair(page, older, younger)!, "Réunir sous cette fiche", 1);

        Assert.Null(Pair(page, older, younger));
        using var visitor = portal.Visitor();
        var record = await visitor.GetPageAsync($"/initiatives/{older}");
        Assert.Contains(Text(younger), record.Location.PathName, StringComparison.Ordinal);
        Assert.Contains("Partenaire ancien", record.QuerySelector("[data-testid=also]")!.TextContent, StringComparison.Ordinal);
        page = await UndoAsync(curator, page);
        Assert.NotNull(Pair(page, older, younger));
        Assert.Contains(Text(older), (await visitor.GetPageAsync($"/initiatives/{older}")).Location.PathName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_were_called_different_are_not_shown_again_even_when_they_change()
    {
        var (older, younger) = await PairAsync("La Maison des femmes");
        using var curator = await portal.CuratorAsync();

        var page = await PressAsync(curator, Pair(await curator.GetPageAsync("/curation/doublons"), older, younger)!, "Ce sont deux initiatives");
        await portal.Database.ExecuteAsync("update initiative set revision = revision + 1 where id in ($1, $2)", older, younger);
        await portal.Database.ExecuteAsync("update duplicate_candidate set probability = 0.999 where initiative_id = $1", younger);

        Assert.Null(Pair(await curator.GetPageAsync("/curation/doublons"), older, younger));
        Assert.NotNull(Pair(await UndoAsync(curator, page), older, younger));
    }

    [Fact]
    public async Task Somebody_who_comes_second_is_told_and_changes_nothing()
    {
        var (older, younger) = await PairAsync("Le Verger partagé");
        using var curator = await portal.CuratorAsync();
        using var admin = await portal.CuratorAsync("admin");
        var slow = await curator.GetPageAsync("/curation/doublons");
        await PressAsync(admin, Pair(await admin.GetPageAsync("/curation/doublons"), older, younger)!, "Réunir sous cette fiche");

        var page = await PressAsync(curator, Pair(slow, older, younger)!, "Réunir sous cette fiche", 1);

        Assert.NotNull(page.QuerySelector("[data-testid=too-late]"));
        Assert.Equal(older, await portal.Database.ScalarAsync<long>("select merged_into from initiative where id = $1", younger));
    }

    [Fact]
    public async Task Only_curators_join()
    {
        using var editor = await portal.CuratorAsync("sources");

        await editor.GetPageAsync("/curation/doublons", HttpStatusCode.Forbidden);
    }

    private async Task<(long Older, long Younger)> PairAsync(string title)
    {
        var older = await portal.AddAsync("ancien", title);
        var younger = await portal.AddAsync("nouveau", title + " : la suite");
        await portal.Database.ExecuteAsync(
            """insert into duplicate_candidate (initiative_id, other_id, probability, reasons) values ($1, $2, 0.97, '[{"kind": "name", "weight": 4.5}]')""", younger, older);
        return (older, younger);
    }

    private static IElement? Pair(IHtmlDocument page, long older, long younger) => page.QuerySelector($"[data-testid=pair][data-ids='{older} {younger}']");

    private static Task<IHtmlDocument> PressAsync(PortalVisitor curator, IElement pair, string button, int which = 0) =>
        curator.SubmitAsync(
            pair.QuerySelectorAll("button").OfType<IHtmlButtonElement>().Where(found => found.TextContent.Trim().StartsWith(button, StringComparison.Ordinal)).ElementAt(which).Form!,
            new Dictionary<string, string?>());

    private static Task<IHtmlDocument> UndoAsync(PortalVisitor curator, IHtmlDocument page)
    {
        var form = page.QuerySelector<IHtmlFormElement>("form[data-testid=done]")!;
        return curator.SubmitAsync(form, new Dictionary<string, string?> { ["fait"] = form.QuerySelector("button")!.GetAttribute("value") });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
