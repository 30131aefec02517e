using System.Net;
using System.Net.Http.Json;
using SocialConnect.Catalog.Database;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Health;

public sealed class HealthTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_portal_whose_database_answers_is_ready_and_says_how_far_the_catalogue_is()
    {
        await portal.Database.ExecuteAsync("insert into partner (slug, name, home_url, recipe_version) values ('a', 'A', 'https://a.example/', 1), ('b', 'B', 'https://b.example/', 1), ('c', 'C', 'https://c.example/', null)");
        await portal.Database.ExecuteAsync("insert into visit (partner_id, kind, state, finished_at) select id, 'visit', 'failed', now() from partner where slug = 'a'");
        using var visitor = portal.Visitor();

        var progress = await visitor.Http.GetFromJsonAsync<CatalogProgress>("/health/ready");

        Assert.Equal(new CatalogProgress(Partners: 2, Visited: 1, Initiatives: 0), progress);
    }

    [Fact]
    public async Task A_portal_that_runs_is_alive()
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
