using System.Net;
using System.Net.Http.Json;
using Npgsql;
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
    public async Task A_portal_is_not_ready_before_it_has_answered_a_question_to_itself()
    {
        var starting = new PortalWhoseSearchWaits();
        try
        {
            await starting.InitializeAsync();
            using var visitor = starting.Visitor();
            var ready = visitor.Http.GetAsync("/health/ready");
            using var alive = await visitor.Http.GetAsync("/health/live");
            // A portal that did not wait would read this once and have answered.
            for (var i = 0; i < 100; i++)
            {
                await CatalogProgress.ReadAsync(starting.Database.Source, CancellationToken.None);
            }

            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
            Assert.False(ready.IsCompleted);
            await starting.LetGoAsync();
            using var answer = await ready;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            await starting.LetGoAsync();
            await starting.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_portal_that_runs_is_alive()
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private sealed class PortalWhoseSearchWaits : PortalHost
    {
        private NpgsqlConnection? _holding;

        protected override string CatalogAddress
        {
            get
            {
                _holding = Database.Source.OpenConnection();
                using var take = new NpgsqlCommand("begin; lock table search_document, search_posting in access exclusive mode", _holding);
                take.ExecuteNonQuery();
                return base.CatalogAddress;
            }
        }

        public async Task LetGoAsync()
        {
            if (_holding is { } holding)
            {
                _holding = null;
                await holding.DisposeAsync();
            }
        }
    }
}
