using System.Net;
using System.Text;
using AngleSharp.Dom;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Admin;

public sealed class AssistantFiguresTests(FilledPortal portal) : IClassFixture<FilledPortal>, IAsyncLifetime
{
    public Task InitializeAsync() => portal.Database.ExecuteAsync("delete from finder_turn");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Only_administrators_see_it()
    {
        using var curator = portal.Visitor();
        await curator.SignInAsync("curateur");

        using var page = await curator.Http.GetAsync("/admin/assistant");
        using var file = await curator.Http.GetAsync("/admin/assistant/besoins.csv");

        Assert.NotEqual(HttpStatusCode.OK, page.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, file.StatusCode);
    }

    [Fact]
    public async Task Without_a_question_it_says_so()
    {
        using var admin = await AdminAsync();

        var page = await admin.GetPageAsync("/admin/assistant");

        Assert.NotNull(page.QuerySelector("[data-testid=none]"));
        Assert.All(page.QuerySelectorAll("link[rel=stylesheet]"), sheet => Assert.StartsWith("/css/", sheet.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("30 jours", page.QuerySelector(".seg [aria-current]")!.TextContent);
    }

    [Fact]
    public async Task A_period_that_is_not_offered_is_said_and_the_usual_one_is_shown()
    {
        using var admin = await AdminAsync();

        var page = await admin.GetPageAsync("/admin/assistant?jours=12000");

        Assert.Contains("30 derniers jours", page.QuerySelector("[data-testid=unknown-period]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_counts_the_turns_of_the_period_and_none_before()
    {
        await TurnAsync(daysAgo: 0, firstCard: 40);
        await TurnAsync(daysAgo: 1, firstCard: 60, useful: false, reason: "lieu", withheld: """{"Number": 2, "Name": 1}""");
        await TurnAsync(daysAgo: 1, firstCard: 80, useful: true);
        await TurnAsync(daysAgo: 2, abstained: true);
        await TurnAsync(daysAgo: 40, abstained: true);
        using var admin = await AdminAsync();

        var page = await admin.GetPageAsync("/admin/assistant?jours=7");

        Assert.Equal("4", Text(page, "turns"));
        Assert.Equal("75\u202f%", Text(page, "answered"));
        Assert.Equal("60\u00a0ms", Text(page, "first-card"));
        Assert.Equal("50\u202f%", Text(page, "useful"));
        Assert.Equal(["Ce n’est pas au bon endroit 1"], Rows(page, "reasons"));
        Assert.Equal(["nombre absent des fiches 2", "nom absent des fiches 1"], Rows(page, "withheld"));
        Assert.Equal(3, Rows(page, "days").Count);
        Assert.Equal("5", Text(await admin.GetPageAsync("/admin/assistant?jours=90"), "turns"));
    }

    [Fact]
    public async Task What_is_asked_for_and_lacking_is_listed_by_theme_and_departement()
    {
        await TurnAsync(themes: ["TER/MOB"], territory: "COM-23096", abstained: true);
        await TurnAsync(themes: ["TER/MOB"], territory: "COM-23008", loosened: true);
        await TurnAsync(themes: ["SOL/LIE"], territory: "COM-69123", loosened: true);
        await TurnAsync(territory: null, abstained: true);
        await TurnAsync(themes: ["ENV/ALI"], territory: "COM-69123");
        using var admin = await AdminAsync();

        var rows = Rows(await admin.GetPageAsync("/admin/assistant"), "needs");

        Assert.Equal(3, rows.Count);
        Assert.StartsWith("Mobilité Creuse 1 1", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("Thème non reconnu Sans lieu 1 0", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("Lien social Rhône 0 1", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_tables_are_taken_along_as_files_that_spreadsheets_open()
    {
        await TurnAsync(themes: ["=cmd|' /C calc'!A0"], territory: "COM-23096", abstained: true);
        using var admin = await AdminAsync();

        var needs = await admin.Http.GetByteArrayAsync("/admin/assistant/besoins.csv?jours=7");
        var days = await admin.Http.GetStringAsync("/admin/assistant/jours.csv?jours=7");

        Assert.Equal(Encoding.UTF8.GetPreamble(), needs[..3]);
        var row = Encoding.UTF8.GetString(needs).Split('\n')[1];
        Assert.Contains(";DEP-23;Creuse;1;0;", row, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|;)\"?=", row);
        Assert.Equal(8, days.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task A_question_asked_of_the_finder_is_counted_and_its_words_are_not_there()
    {
        using var admin = await AdminAsync();
        await admin.GetPageAsync("/assistant?q=" + Uri.EscapeDataString("le car à la demande de tante Zébuline"));

        var page = await admin.GetPageAsync("/admin/assistant");

        Assert.Equal("1", Text(page, "turns"));
        Assert.DoesNotContain("Zébuline", page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_administrator_finds_it_from_the_account()
    {
        using var admin = await AdminAsync();

        Assert.NotNull((await admin.GetPageAsync("/compte")).QuerySelector("a[href='/admin/assistant']"));
    }

    private static string Text(IDocument page, string name) => page.QuerySelector($"[data-testid={name}]")!.TextContent.Trim();

    private static List<string> Rows(IDocument page, string table) =>
        [.. page.QuerySelectorAll($"[data-testid={table}] tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))];

    private async Task<PortalVisitor> AdminAsync()
    {
        var admin = portal.Visitor();
        await admin.SignInAsync("admin");
        return admin;
    }

    private Task<int> TurnAsync(
        int daysAgo = 0,
        string[]? themes = null,
        string? territory = null,
        int? firstCard = null,
        bool abstained = false,
        bool loosened = false,
        bool? useful = null,
        string? reason = null,
        string withheld = "{}") =>
        portal.Database.ExecuteAsync(
            """
            insert into finder_turn (asked_on, intent, themes, territory_code, found, loosened, abstained, by_model, withheld, first_card_ms, total_ms, useful, reason)
            values (now() - make_interval(days => $1), 'find', $2, $3, 1, $4, $5, false, $6::jsonb, $7, 100, $8, $9)
            """,
            daysAgo,
            themes ?? [],
            (object?)territory ?? DBNull.Value,
            loosened,
            abstained,
            withheld,
            (object?)firstCard ?? DBNull.Value,
            (object?)useful ?? DBNull.Value,
            (object?)reason ?? DBNull.Value);
}
