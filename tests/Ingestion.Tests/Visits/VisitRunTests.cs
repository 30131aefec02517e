using Microsoft.AspNetCore.Http;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Visits;

public sealed class VisitRunTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_second_visit_of_an_unchanged_site_writes_no_row_of_the_catalogue_and_fetches_no_body()
    {
        await using var site = await SiteAsync(30);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("unchanged", Recipe(site));
        await collecting.VisitAsync(partner);
        var (bytes, before, copies) = (site.BytesSent, await SnapshotAsync(partner), await CopiesAsync(partner));

        var end = await collecting.VisitAsync(partner);

        Assert.Equal("done", end.State);
        Assert.Equal(bytes, site.BytesSent);
        Assert.Equal(before, await SnapshotAsync(partner));
        Assert.Equal(copies, await CopiesAsync(partner));
        Assert.Equal("0|0|30|0", await CountsAsync(partner));
    }

    [Fact]
    public async Task What_changed_is_told_from_what_is_new_what_is_the_same_and_what_is_missing()
    {
        await using var site = await SiteAsync(10);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("changes", Recipe(site));
        await collecting.VisitAsync(partner);
        site["/sheet/3"] = Sheet(3, "Autre résumé, plus récent.");
        site["/sheet/10"] = Sheet(10);
        site.Remove("/sheet/5");

        await collecting.VisitAsync(partner);

        Assert.Equal("0|1|8|0", await CountsAsync(partner));
        Assert.Equal("published:1", await StateOfAsync(partner, "/sheet/5"));
        await collecting.VisitAsync(partner);
        await collecting.VisitAsync(partner);
        Assert.Equal("gone:3", await StateOfAsync(partner, "/sheet/5"));
        site["/sheet/5"] = Sheet(5);
        await collecting.VisitAsync(partner);
        Assert.Equal("published:0", await StateOfAsync(partner, "/sheet/5"));
    }

    [Fact]
    public async Task A_visit_that_could_not_see_everything_declares_nothing_missing()
    {
        await using var site = await SiteAsync(10);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("partial", Recipe(site));
        await collecting.VisitAsync(partner);
        site.Answer("/sheet/4", Status(500));

        var end = await collecting.VisitAsync(partner);

        Assert.False(end.IsComplete);
        Assert.Contains("/sheet/4", end.Message, StringComparison.Ordinal);
        Assert.Equal("published:0", await StateOfAsync(partner, "/sheet/4"));
        Assert.Equal(4, site.Asked.Count(path => path == "/sheet/4") - 1);
    }

    [Fact]
    public async Task A_redesigned_site_changes_nothing_until_somebody_has_looked()
    {
        await using var site = await SiteAsync(20);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("redesigned", Recipe(site));
        await collecting.VisitAsync(partner);
        var before = await SnapshotAsync(partner);
        for (var i = 0; i < 20; i++)
        {
            site[$"/sheet/{i}"] = Sheet(i).Replace("class=\"chapo\"", "class=\"lead\"", StringComparison.Ordinal);
        }

        var end = await collecting.VisitAsync(partner);

        Assert.Equal("quarantined", end.State);
        Assert.Contains("« summary »", end.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SnapshotAsync(partner));

        Assert.True(await collecting.Ending.AcceptAsync(await LastVisitAsync(partner), CancellationToken.None));
        Assert.Equal(20, await database.ScalarAsync<long>("select count(*) from initiative where partner_id = $1 and summary = ''", partner));
    }

    [Fact]
    public async Task An_emptied_list_does_not_empty_the_catalogue()
    {
        await using var site = await SiteAsync(20);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("emptied", Recipe(site));
        await collecting.VisitAsync(partner);
        site["/list/0"] = "<p>Site en travaux</p>";

        var end = await collecting.VisitAsync(partner);

        Assert.Equal("quarantined", end.State);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from initiative where partner_id = $1 and missed_visits > 0", partner));
    }

    [Fact]
    public async Task A_visit_killed_again_and_again_ends_with_the_same_rows()
    {
        await using var site = await SiteAsync(60);
        using var collecting = new Collecting(database.Source);
        var whole = await collecting.PartnerAsync("whole", Recipe(site));
        await collecting.VisitAsync(whole);
        var killed = await collecting.PartnerAsync("killed", Recipe(site));
        VisitClaim? claim = await collecting.ClaimAsync(killed);
        var visit = claim.Id;
        var random = new Random(7);

        var kills = 0;
        while (claim is not null)
        {
            using var kill = new CancellationTokenSource();
            var last = site.Asked.Count + random.Next(1, 6);
            site.WhenAsked = asked =>
            {
                if (asked >= last)
                {
                    site.WhenAsked = null;
                    kill.Cancel();
                }
            };
            try
            {
                await collecting.RunAsync(claim, abandon: kill.Token);
                claim = null;
            }
            catch (OperationCanceledException)
            {
                kills++;
                await database.ExecuteAsync("update visit set leased_until = now() - interval '1 second' where id = $1 and state = 'running'", visit);
                claim = null;
                // What the killed worker was writing may still be under way; and killed in its last breath, the visit may have ended all the same.
                await Eventually.TrueAsync(
                    async () => (claim = await collecting.Visits.ClaimAsync($"after:{kills}", TimeSpan.FromMinutes(1), CancellationToken.None)) is not null
                        || await database.ScalarAsync<string>("select state from visit where id = $1", visit) != "running",
                    "another worker goes on with the visit, or it has ended");
            }
            finally
            {
                site.WhenAsked = null;
            }
        }

        Assert.InRange(kills, 5, 200);
        Assert.Equal(await ContentAsync(whole), await ContentAsync(killed));
        Assert.Equal("60|0|0|0", await CountsAsync(killed));
    }

    [Fact]
    public async Task A_worker_that_lost_its_claim_writes_nothing_more()
    {
        await using var site = await SiteAsync(5);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("lost", Recipe(site));
        var old = await collecting.ClaimAsync(partner);
        await database.ExecuteAsync("update visit set leased_until = now() - interval '1 second' where id = $1", old.Id);
        var taken = await collecting.Visits.ClaimAsync("other", TimeSpan.FromMinutes(1), CancellationToken.None);

        await Assert.ThrowsAsync<VisitLostException>(() => collecting.RunAsync(old));

        Assert.Equal(old.Id, taken!.Id);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from initiative where partner_id = $1", partner));
        Assert.Equal("done", (await collecting.RunAsync(taken)).State);
    }

    [Fact]
    public async Task A_stopped_visit_ends_at_once_and_keeps_what_it_read()
    {
        await using var site = await SiteAsync(20);
        site.Answer("/sheet/10", async context =>
        {
            var hungUp = new TaskCompletionSource();
            await using var waiting = context.RequestAborted.Register(hungUp.SetResult);
            await hungUp.Task;
        });
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("stopped", Recipe(site));
        using var stop = new CancellationTokenSource();
        var run = collecting.RunAsync(await collecting.ClaimAsync(partner), stop.Token);
        await Eventually.TrueAsync(async () => await database.ScalarAsync<long>("select count(*) from initiative where partner_id = $1", partner) >= 5, "some sheets are read");

        var since = System.Diagnostics.Stopwatch.StartNew();
        await stop.CancelAsync();
        var end = await run;

        Assert.Equal("stopped", end.State);
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 1.5);
        Assert.True(await database.ScalarAsync<long>("select count(*) from initiative where partner_id = $1", partner) >= 5);
    }

    [Fact]
    public async Task Endless_pages_end_at_the_recipes_limits()
    {
        await using var site = await PartnerSite.StartAsync();
        site.Answer("/agenda", context => context.Response.WriteAsync($"<li><b>Jour {context.Request.Query["n"]}</b></li><a class=\"next\" href=\"/agenda?n={(int.TryParse(context.Request.Query["n"], out var n) ? n + 1 : 1)}\">suivant</a>"));
        using var collecting = new Collecting(database.Source);
        string Endless(string limits) => $$"""{ "kind": "listing", "start": "{{site.At("/agenda")}}", "items": "li", "next": "a.next@href", "fields": { "title": "b" }, "limits": { {{limits}} } }""";

        var byPages = await collecting.VisitAsync(await collecting.PartnerAsync("pages", Endless("\"pages\": 12")));
        var byDepth = await collecting.VisitAsync(await collecting.PartnerAsync("depth", Endless("\"depth\": 7")));
        var byItems = await collecting.VisitAsync(await collecting.PartnerAsync("items", Endless("\"items\": 5, \"pages\": 12")));

        Assert.All([byPages, byDepth, byItems], end => Assert.False(end.IsComplete));
        Assert.Contains("12 pages", byPages.Message, StringComparison.Ordinal);
        Assert.Contains("7 liens", byDepth.Message, StringComparison.Ordinal);
        Assert.Contains("5 initiatives", byItems.Message, StringComparison.Ordinal);
        Assert.Equal(12 + 8 + 12, site.Asked.Count);
    }

    [Fact]
    public async Task Counted_pages_end_where_nothing_new_comes_even_if_the_last_page_repeats_for_ever()
    {
        await using var site = await PartnerSite.StartAsync();
        site.Answer("/list", context =>
        {
            var page = Math.Min(3, int.TryParse(context.Request.Query["page"], out var n) ? n : 1);
            return context.Response.WriteAsync($"<li><b>A{page}</b></li><li><b>B{page}</b></li>");
        });
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("counted", $$"""{ "kind": "listing", "start": "{{site.At("/list")}}", "items": "li", "next": { "parameter": "page" }, "fields": { "title": "b" } }""");

        var end = await collecting.VisitAsync(partner);

        Assert.True(end.IsComplete);
        Assert.Equal(4, site.Asked.Count);
        Assert.Equal(6, await database.ScalarAsync<long>("select count(*) from initiative where partner_id = $1", partner));
    }

    [Fact]
    public async Task The_newest_state_of_an_initiative_is_kept_wherever_it_was_met()
    {
        await using var site = await PartnerSite.StartAsync();
        site.Answer("/api", "application/json", """{ "data": [ { "id": 1, "nom": "Vieux", "maj": "2017-01-10" } ], "next": "/api2" }"""u8.ToArray());
        site.Answer("/api2", "application/json", """{ "data": [ { "id": 1, "nom": "Neuf", "maj": "2019-01-10" } ], "next": "/api3" }"""u8.ToArray());
        site.Answer("/api3", "application/json", """{ "data": [ { "id": 1, "nom": "Entre deux", "maj": "2018-01-10" } ] }"""u8.ToArray());
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("newest", $$"""{ "kind": "api", "start": "{{site.At("/api")}}", "items": "data", "key": "id", "next": "next", "fields": { "title": "nom", "updated": "maj" } }""");

        await collecting.VisitAsync(partner);
        await collecting.VisitAsync(partner);

        Assert.Equal("Neuf", await database.ScalarAsync<string>("select title from initiative where partner_id = $1", partner));
        Assert.Equal("0|0|1|0", await CountsAsync(partner));
    }

    [Fact]
    public async Task An_initiative_known_by_a_former_way_to_write_its_address_stays_the_same_one()
    {
        await using var site = await PartnerSite.StartAsync();
        site["/"] = """
            <ul><li><a href="/Gu%c3%a9ret">Guéret</a></li><li><a href="/page?">Page</a></li><li><a href="/simple">Simple</a></li>
            <li><a href="https://www.écologie.example/a?b=%c3%a9">Écologie</a></li></ul>
            """;
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("former", $$"""{ "kind": "listing", "start": "{{site.At("/")}}", "items": "li", "link": "a", "fields": { "title": "a" } }""");
        await collecting.VisitAsync(partner);
        var known = await KeysAsync(partner);
        await database.ExecuteAsync(
            """
            update initiative i set key = former from (values
                ('/Gu%C3%A9ret', '/Gu%c3%A9ret'), ('/page', '/page?'), ('https://www.xn--cologie-9xa.example/a?b=%C3%A9', 'https://www.écologie.example/a?b=%c3%a9')) as f(key, former)
             where i.partner_id = $1 and i.key = f.key
            """,
            partner);
        Assert.NotEqual(known, await KeysAsync(partner));

        await collecting.VisitAsync(partner);

        Assert.Equal(known, await KeysAsync(partner));
        Assert.Equal("0|0|4|0", await CountsAsync(partner));
    }

    [Fact]
    public async Task A_partners_own_identifiers_are_left_as_they_are()
    {
        await using var site = await PartnerSite.StartAsync();
        site.Answer("/api", "application/json", """{ "data": [ { "id": "%c3?", "nom": "Une" }, { "id": "%C3", "nom": "Autre" } ] }"""u8.ToArray());
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("identifiers", $$"""{ "kind": "api", "start": "{{site.At("/api")}}", "items": "data", "key": "id", "fields": { "title": "nom" } }""");
        await collecting.VisitAsync(partner);
        var known = await KeysAsync(partner);

        await collecting.VisitAsync(partner);

        Assert.Equal(known, await KeysAsync(partner));
        Assert.Contains("%c3?", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_kept_are_read_again_with_a_mended_recipe_without_asking_for_them()
    {
        await using var site = await SiteAsync(8);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("reread", Recipe(site).Replace(".chapo", ".wrong", StringComparison.Ordinal));
        await collecting.VisitAsync(partner);
        var asked = site.Asked.Count;
        await collecting.PartnerAsync("reread", Recipe(site));

        var end = await collecting.VisitAsync(partner, VisitKind.Reread);

        Assert.Equal("done", end.State);
        Assert.Equal(asked, site.Asked.Count);
        Assert.Equal(8, await database.ScalarAsync<long>("select count(*) from initiative where partner_id = $1 and summary like 'Résumé%'", partner));
    }

    [Fact]
    public async Task A_site_that_does_not_answer_is_not_hammered_and_the_editor_learns_why()
    {
        await using var site = await SiteAsync(200);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("down", Recipe(site));
        for (var i = 0; i < 200; i++)
        {
            site.Answer($"/sheet/{i}", Status(500));
        }

        var end = await collecting.VisitAsync(partner);

        Assert.Equal("failed", end.State);
        Assert.Contains("500", end.Message, StringComparison.Ordinal);
        Assert.InRange(site.Asked.Count, 20, 120);
    }

    [Fact]
    public async Task Two_visits_of_one_partner_never_run_at_once()
    {
        await using var site = await SiteAsync(2);
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync("once", Recipe(site));
        var first = await collecting.ClaimAsync(partner);
        var second = await collecting.Visits.AskAsync(partner, VisitKind.Visit, null, CancellationToken.None);

        Assert.Null(await collecting.Visits.ClaimAsync("second", TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.Equal(second, await collecting.Visits.AskAsync(partner, VisitKind.Visit, null, CancellationToken.None));
        await collecting.RunAsync(first);

        Assert.Equal(second, (await collecting.Visits.ClaimAsync("second", TimeSpan.FromMinutes(1), CancellationToken.None))!.Id);
    }

    /// <summary>Lists of ten with a next link, and a sheet per initiative.</summary>
    private static async Task<PartnerSite> SiteAsync(int initiatives)
    {
        var site = await PartnerSite.StartAsync();
        for (var list = 0; list * 10 < initiatives; list++)
        {
            var items = Enumerable.Range(list * 10, Math.Min(10, initiatives - (list * 10))).Select(i => $"<li><a href=\"/sheet/{i}\">Initiative {i}</a></li>");
            site[$"/list/{list}"] = $"<ul>{string.Concat(items)}</ul>{((list + 1) * 10 < initiatives ? $"<a rel=\"next\" href=\"/list/{list + 1}\">suite</a>" : "")}";
        }

        for (var i = 0; i < initiatives; i++)
        {
            site[$"/sheet/{i}"] = Sheet(i);
        }

        return site;
    }

    private static string Sheet(int i, string? summary = null) =>
        $"<h1>Initiative {i}</h1><p class=\"chapo\">{summary ?? $"Résumé de l’initiative {i}, assez long pour compter."}</p><a rel=\"tag\">nature</a><a rel=\"tag\">n{i % 3}</a>";

    private static string Recipe(PartnerSite site) => $$"""
        { "kind": "listing", "start": "{{site.At("/list/0")}}", "items": "li", "link": "a", "next": "a[rel=next]@href",
          "fields": { "title": "a" }, "detail": { "fields": { "title": "h1", "summary": ".chapo", "tags": "a[rel=tag]" } } }
        """;

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private Task<string> CopiesAsync(long partner) =>
        database.ScalarAsync<string>("select string_agg(concat_ws(',', xmin, ctid, address_key), '|' order by address_key) from page_copy where partner_id = $1", partner);

    // Every row with the transaction that wrote it: an unchanged snapshot means that nothing was written.
    private Task<string> SnapshotAsync(long partner) => database.ScalarAsync<string>(
        """
        select md5(coalesce(string_agg(row, '|' order by row), '')) from (
            select concat_ws(',', 'i', i.xmin, i.ctid, i.*) from initiative i where partner_id = $1
            union all select concat_ws(',', 't', t.xmin, t.ctid, t.*) from initiative_tag t join initiative i on i.id = initiative_id where partner_id = $1
            union all select concat_ws(',', 'p', p.xmin, p.ctid, p.*) from partner_tag p where partner_id = $1) as r(row)
        """,
        partner);

    private Task<string> ContentAsync(long partner) => database.ScalarAsync<string>(
        "select string_agg(concat_ws(',', key, source, array(select tag from initiative_tag where initiative_id = i.id order by position)), '|' order by key) from initiative i where partner_id = $1", partner);

    private Task<string> CountsAsync(long partner) =>
        database.ScalarAsync<string>("select concat_ws('|', added, changed, unchanged, gone) from visit where partner_id = $1 order by id desc limit 1", partner);

    private Task<string> StateOfAsync(long partner, string key) => database.ScalarAsync<string>("select concat_ws(':', status, missed_visits) from initiative where partner_id = $1 and key = $2", partner, key);

    private Task<string> KeysAsync(long partner) => database.ScalarAsync<string>("select string_agg(id || ' ' || key, '|' order by id) from initiative where partner_id = $1", partner);

    private Task<long> LastVisitAsync(long partner) => database.ScalarAsync<long>("select max(id) from visit where partner_id = $1", partner);
}
