using System.Net;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Errors;

public sealed class OutageTests(PortalOnALine portal) : IClassFixture<PortalOnALine>
{
    [Theory]
    [InlineData("/")]
    public async Task A_page_says_that_the_catalogue_is_away_and_recovers_by_itself(string path)
    {
        using var visitor = portal.Visitor();
        await visitor.GetPageAsync(path);

        portal.Line.Cut();
        var page = await visitor.GetPageAsync(path, HttpStatusCode.ServiceUnavailable);
        portal.Line.Mend();

        Assert.Equal("La page n’a pas pu être préparée", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("ne répond pas", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Matches("^[0-9A-V]+:[0-9A-F]{8}$", page.QuerySelector("[data-testid=reference]")!.TextContent);
        await Eventually.TrueAsync(async () => (await visitor.Http.GetAsync(path)).IsSuccessStatusCode, "the page to come back with the database");
    }

    [Fact]
    public async Task Pages_that_need_no_database_are_served_meanwhile()
    {
        using var visitor = portal.Visitor();
        portal.Line.Cut();

        var page = await visitor.GetPageAsync("/a-propos");

        portal.Line.Mend();
        Assert.StartsWith("À propos", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_without_database_is_alive_but_not_ready()
    {
        using var visitor = portal.Visitor();

        portal.Line.Cut();
        using var ready = await visitor.Http.GetAsync("/health/ready");
        using var live = await visitor.Http.GetAsync("/health/live");
        portal.Line.Mend();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
