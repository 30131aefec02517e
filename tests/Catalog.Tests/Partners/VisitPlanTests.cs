using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Tests.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Partners;

/// <summary>A partner's first visit has just filled the tables: there are no statistics yet, and the planner believes in a few rows where there are thousands.</summary>
public sealed class VisitPlanTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    [Fact]
    public async Task What_a_visit_missed_is_found_without_comparing_all_with_all()
    {
        await catalogue.ExecuteAsync(
            """
            alter table initiative set (autovacuum_enabled = off);
            alter table visit_page set (autovacuum_enabled = off);
            insert into partner (slug, name, home_url) values ('first', 'First', 'https://first.example/');
            insert into visit (partner_id, kind) select id, 'visit' from partner where slug = 'first';
            insert into initiative (partner_id, key, page_url, title) select p.id, '/' || n, 'https://first.example/' || n, 'Initiative ' || n from partner p, generate_series(1, 5000) n where slug = 'first';
            insert into visit_page (visit_id, number, address, role, depth, state, found) select v.id, n, 'https://first.example/' || n, 'list', 0, 'done', jsonb_build_array('/' || n) from visit v, generate_series(1, 5000) n;
            """);

        var plan = await catalogue.PlanAsync("jit = off", VisitEnding.MissSql, ("partner", await catalogue.ScalarAsync<long>("select id from partner where slug = 'first'")), ("visit", await catalogue.ScalarAsync<long>("select max(id) from visit")), ("gone_after", 3));

        Assert.Contains("hashed SubPlan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Join Filter", plan, StringComparison.Ordinal);
    }
}
