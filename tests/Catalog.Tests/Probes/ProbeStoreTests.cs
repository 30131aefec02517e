using Npgsql;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Probes;

public sealed class ProbeStoreTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ProbeStore _probes = new(database.Source);
    private readonly Uri _address = new("https://partenaire.example/projets");

    public Task InitializeAsync() => database.ExecuteAsync("delete from probe");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_a_worker_answers_reaches_who_asked()
    {
        var id = await _probes.AskAsync(ProbeRequest.ProposalFor(_address), "edith", default);
        var claim = await _probes.ClaimAsync("worker:1", Lease, default);

        await _probes.ProgressAsync(claim!, "lecture de la page", Lease, default);
        var waiting = await _probes.ReadAsync(id, default);
        await _probes.AnswerAsync(claim!, AProposal(), default);
        var answered = await _probes.ReadAsync(id, default);

        Assert.Equal("lecture de la page", waiting?.Step);
        Assert.False(waiting?.IsAnswered);
        Assert.Equal("edith", answered?.AskedBy);
        Assert.Equal(RecipeKind.Listing, answered?.Proposal?.Kind);
        Assert.Equal("h2", answered?.Proposal?.Fields[0].Candidates[0].Selector);
        Assert.Equal("Jardin partagé", answered?.Proposal?.Preview.Records[0].Values["title"].Clean[0]);
        Assert.Null(answered?.Preview);
    }

    [Fact]
    public async Task A_half_written_recipe_is_passed_on_as_it_stands()
    {
        var id = await _probes.AskAsync(ProbeRequest.PreviewOf("""{"kind": "listing", """), null, default);

        var claim = await _probes.ClaimAsync("worker:1", Lease, default);

        Assert.Equal("""{"kind": "listing", """, claim?.Request.Recipe);
        Assert.Equal("""{"kind": "listing", """, (await _probes.ReadAsync(id, default))?.Request.Recipe);
    }

    [Fact]
    public async Task Two_workers_never_get_the_same_probe()
    {
        foreach (var number in Enumerable.Range(0, 20))
        {
            await _probes.AskAsync(ProbeRequest.PageAt(new Uri(_address, $"#{number}"), null), null, default);
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => _probes.ClaimAsync($"worker:{number}", Lease, default)));

        // Those who came while all was locked went away with nothing, and would come again.
        var taken = claims.OfType<ProbeClaim>().Select(claim => claim.Id).ToList();
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.NotEmpty(taken);
    }

    [Fact]
    public async Task A_probe_whose_worker_is_gone_is_taken_up_by_another_and_given_up_after_the_second()
    {
        var id = await _probes.AskAsync(ProbeRequest.ProposalFor(_address), null, default);
        var first = await _probes.ClaimAsync("worker:1", TimeSpan.FromSeconds(-1), default);

        var second = await _probes.ClaimAsync("worker:2", TimeSpan.FromSeconds(-1), default);
        var late = await _probes.AnswerAsync(first!, AProposal(), default);
        var third = await _probes.ClaimAsync("worker:3", Lease, default);
        var probe = await _probes.ReadAsync(id, default);

        Assert.Equal(id, second?.Id);
        Assert.False(late);
        Assert.Null(third);
        Assert.Equal(ProbeTrouble.Broken, probe?.Trouble);
        Assert.Contains("deux fois", probe?.Failure);
    }

    [Fact]
    public async Task A_worker_that_is_shut_down_hands_its_probe_on()
    {
        var id = await _probes.AskAsync(ProbeRequest.ProposalFor(_address), null, default);
        var first = await _probes.ClaimAsync("worker:1", Lease, default);

        await _probes.ReleaseAsync(first!, default);

        Assert.Equal(id, (await _probes.ClaimAsync("worker:2", Lease, default))?.Id);
    }

    [Fact]
    public async Task A_withdrawn_probe_tells_its_worker_to_give_up()
    {
        var id = await _probes.AskAsync(ProbeRequest.ProposalFor(_address), null, default);
        var claim = await _probes.ClaimAsync("worker:1", Lease, default);

        await _probes.WithdrawAsync(id, default);

        Assert.False(await _probes.ProgressAsync(claim!, "lecture de la page", Lease, default));
        Assert.Null(await _probes.ReadAsync(id, default));
    }

    [Fact]
    public async Task Workers_and_portals_are_told_at_once()
    {
        var heard = new List<(string Channel, string Id)>();
        await using var connection = await database.Source.OpenConnectionAsync();
        connection.Notification += (_, told) => heard.Add((told.Channel, told.Payload));
        await using (var listen = new NpgsqlCommand($"listen {ProbeStore.AskedChannel}; listen {ProbeStore.ProgressChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync();
        }

        var id = await _probes.AskAsync(ProbeRequest.ProposalFor(_address), null, default);
        var claim = await _probes.ClaimAsync("worker:1", Lease, default);
        await _probes.FailAsync(claim!, ProbeTrouble.Robots, "le site interdit cette page", default);
        while (heard.Count < 2 && await connection.WaitAsync(TimeSpan.FromSeconds(10)))
        {
        }

        Assert.Equal([(ProbeStore.AskedChannel, id.ToString()), (ProbeStore.ProgressChannel, id.ToString())], heard);
        Assert.Equal(ProbeTrouble.Robots, (await _probes.ReadAsync(id, default))?.Trouble);
    }

    [Fact]
    public async Task What_a_page_holds_that_the_database_cannot_does_not_stop_the_answer()
    {
        var id = await _probes.AskAsync(ProbeRequest.PageAt(_address, null), null, default);
        var claim = await _probes.ClaimAsync("worker:1", Lease, default);

        await _probes.AnswerAsync(claim!, new PageRendering(_address, "Jardin\0 partagé", @"<p>\u0000"), default);

        var page = (await _probes.ReadAsync(id, default))?.Page;
        Assert.Equal("Jardin partagé", page?.Title);
        Assert.Equal(@"<p>\u0000", page?.Html);
    }

    [Fact]
    public async Task Probes_are_kept_for_a_day()
    {
        var old = await _probes.AskAsync(ProbeRequest.ProposalFor(_address), null, default);
        await database.ExecuteAsync("update probe set asked_at = now() - interval '25 hours' where id = $1", old);
        var recent = await _probes.AskAsync(ProbeRequest.ProposalFor(_address), null, default);

        Assert.Equal(1, await _probes.RemoveOldAsync(default));

        Assert.Null(await _probes.ReadAsync(old, default));
        Assert.NotNull(await _probes.ReadAsync(recent, default));
    }

    private Proposal AProposal() => new()
    {
        Address = _address,
        Kind = RecipeKind.Listing,
        Reason = "La page répète 12 fois le même bloc.",
        Recipe = """{"kind": "listing", "start": "https://partenaire.example/projets", "items": "article", "fields": {"title": "h2"}}""",
        Fields = [new("title", "Titre", false, [new("h2", ["Jardin partagé"], 1, "le titre de chaque bloc")])],
        Preview = new() { Records = [new("Jardin partagé", _address, new Dictionary<string, PreviewValue> { ["title"] = new(["Jardin partagé "], ["Jardin partagé"]) })] },
    };
}
