using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Probes;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Probes;

public sealed class PreviewTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime, IDisposable
{
    private readonly Probing _probing = new(database.Source);
    private PartnerSite _site = null!;

    public async Task InitializeAsync()
    {
        await database.ExecuteAsync("delete from probe");
        _site = await PartnerSite.StartAsync();
        _site["/projets"] = """
            <ul>
              <li class="carte"><a href="/projets/1">Jardin partagé</a><p class="lieu">Lieu : Guéret</p></li>
              <li class="carte"><a href="/projets/2">Café associatif</a></li>
              <li class="carte"><a href="/projets/3">Repair café</a><p class="lieu">Lieu : Felletin</p></li>
            </ul><a rel="next" href="/projets?p=2">suite</a>
            """;
        _site["/projets?p=2"] = """<li class="carte"><a href="/projets/4">Bus de nuit</a></li>""";
        foreach (var number in Enumerable.Range(1, 4))
        {
            _site[$"/projets/{number}"] = $"<h1>Fiche {number}</h1><p class=resume>Résumé  de la fiche {number}.</p>";
        }
    }

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    public void Dispose() => _probing.Dispose();

    [Fact]
    public async Task Shows_the_first_initiatives_raw_and_cleaned_with_how_often_each_field_is_filled()
    {
        var probe = await _probing.AnswerAsync(ProbeRequest.PreviewOf(Recipe()));

        var preview = probe.Preview!;
        Assert.Equal(["Fiche 1", "Fiche 2", "Fiche 3", "Fiche 4"], preview.Records.Select(record => record.Title));
        Assert.Equal("Lieu : Guéret", preview.Records[0].Values["address"].Raw[0]);
        Assert.Equal("Guéret", preview.Records[0].Values["address"].Clean[0]);
        Assert.Equal(("Adresse", 0.5), preview.Fields.Where(field => field.Name == "address").Select(field => (field.Label, field.FillRate)).Single());
        Assert.Equal(7, preview.Fields.Single(field => field.Name == "title").MeanLength);
        Assert.Equal(["list", "detail", "detail", "detail", "list", "detail"], preview.Pages.Select(page => page.Role));
        Assert.Equal(3, preview.Pages[0].Items);
        Assert.Empty(preview.Warnings);
    }

    [Fact]
    public async Task Trying_again_asks_the_site_for_nothing_and_proposing_again_asks_for_all()
    {
        var work = _probing.Work;
        var first = await _probing.AnswerAsync(ProbeRequest.PreviewOf(Recipe()), work);
        var asked = _site.Asked.Count;

        var again = await _probing.AnswerAsync(ProbeRequest.PreviewOf(Recipe()), work);

        Assert.Equal(asked, _site.Asked.Count);
        Assert.Equal(first.Preview!.Records.Select(record => record.Title), again.Preview!.Records.Select(record => record.Title));
        await _probing.AnswerAsync(ProbeRequest.ProposalFor(_site.At("/projets")), work);
        Assert.True(_site.Asked.Count > asked);
    }

    [Fact]
    public async Task Stores_nothing()
    {
        await _probing.AnswerAsync(ProbeRequest.PreviewOf(Recipe()));

        Assert.Equal(0L, await database.ScalarAsync<long>("select (select count(*) from initiative) + (select count(*) from visit) + (select count(*) from page_copy) + (select count(*) from partner)"));
    }

    [Fact]
    public async Task Asks_for_no_more_pages_than_it_was_told()
    {
        var probe = await _probing.AnswerAsync(ProbeRequest.PreviewOf(Recipe()) with { Options = new() { Records = 2, Pages = 4 } });

        Assert.Equal(2, probe.Preview?.Records.Count);
        Assert.Equal(["/projets", "/projets/1", "/projets/2", "/projets?p=2"], _site.Asked);
    }

    [Fact]
    public async Task Names_what_is_wrong_with_a_recipe_and_asks_for_nothing()
    {
        var probe = await _probing.AnswerAsync(ProbeRequest.PreviewOf($$"""{"kind": "listing", "start": "{{_site.At("/projets")}}", "items": "li[", "fields": {"titel": "a"} }"""));

        Assert.Contains(probe.Preview!.Problems, problem => problem.Where == "items");
        Assert.Contains(probe.Preview.Problems, problem => problem.Where == "fields.titel");
        Assert.Empty(_site.Asked);
    }

    [Fact]
    public async Task Says_which_selector_finds_nothing()
    {
        var empty = await _probing.AnswerAsync(ProbeRequest.PreviewOf($$"""{"kind": "listing", "start": "{{_site.At("/projets")}}", "items": "li.card", "fields": {"title": "a"} }"""));
        var lacking = await _probing.AnswerAsync(ProbeRequest.PreviewOf($$"""{"kind": "listing", "start": "{{_site.At("/projets")}}", "items": "li", "fields": {"title": "a", "summary": ".chapeau"} }"""));

        Assert.Contains("li.card", Assert.Single(empty.Preview!.Warnings));
        Assert.Contains("Résumé", Assert.Single(lacking.Preview!.Warnings));
    }

    [Fact]
    public async Task Says_that_the_site_forbids_its_pages()
    {
        _site.Answer("/robots.txt", "text/plain", "User-agent: *\nDisallow: /"u8.ToArray());

        var probe = await _probing.AnswerAsync(ProbeRequest.PreviewOf(Recipe()));

        Assert.Contains("robots.txt", Assert.Single(probe.Preview!.Warnings));
        Assert.Equal("forbidden", probe.Preview.Pages[0].State);
        Assert.Empty(_site.Asked);
    }

    [Fact]
    public async Task Shows_what_a_slow_site_has_given_in_time()
    {
        var late = new TaskCompletionSource();
        _site.Answer("/projets/2", async context => await late.Task.WaitAsync(context.RequestAborted));
        using var probing = new Probing(database.Source, new ProbeSettings { Time = TimeSpan.FromSeconds(5) });

        var probe = await probing.AnswerAsync(ProbeRequest.PreviewOf(Recipe()));

        Assert.Equal("Fiche 1", Assert.Single(probe.Preview!.Records).Title);
        Assert.Contains("lentement", Assert.Single(probe.Preview.Warnings));
        late.SetResult();
    }

    [Fact]
    public async Task A_worker_answers_what_is_asked_while_it_runs_and_gives_up_what_is_withdrawn()
    {
        var held = new TaskCompletionSource();
        var given = new TaskCompletionSource();
        _site.Answer("/lente", async context =>
        {
            using var givenUp = context.RequestAborted.Register(given.SetResult);
            held.SetResult();
            await given.Task;
        });
        using var worker = _probing.Worker();
        await worker.StartAsync(default);

        var slow = await _probing.Probes.AskAsync(ProbeRequest.PageAt(_site.At("/lente"), null), null, default);
        await held.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var quick = await _probing.Probes.AskAsync(ProbeRequest.PreviewOf(Recipe()), null, default);
        await Eventually.TrueAsync(async () => (await _probing.Probes.ReadAsync(quick, default))?.Preview is { Records.Count: 4 }, "a preview asked for while another page is slow");
        await _probing.Probes.WithdrawAsync(slow, default);

        await given.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await worker.StopAsync(default);
    }

    private string Recipe() => $$"""
        {
          "kind": "listing", "start": "{{_site.At("/projets")}}", "items": "li.carte", "link": "a", "next": "a[rel=next]@href",
          "fields": { "title": "a", "address": { "select": ".lieu", "clean": [{ "regex": ": (.+)" }] } },
          "detail": { "fields": { "title": "h1", "summary": ".resume" } }
        }
        """;
}
