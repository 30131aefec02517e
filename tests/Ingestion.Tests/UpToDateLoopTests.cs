using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Ingestion.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class UpToDateLoopTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Each_initiative_is_done_once_until_it_or_the_version_changes()
    {
        var (partner, ids) = await AddAsync("once", 5);
        var step = new RecordingStep("once", ids);
        var loop = Loop(step);

        await loop.SweepAsync(CancellationToken.None);
        await loop.SweepAsync(CancellationToken.None);
        Assert.Equal(ids, step.Done.Order());

        await new InitiativeStore(database.Source).SaveAsync(partner, Page(0) with { Title = "Autre titre" }, CancellationToken.None);
        step.Done.Clear();
        await loop.SweepAsync(CancellationToken.None);
        Assert.Equal([ids[0]], step.Done);

        step.Done.Clear();
        step.Version = "2";
        await loop.SweepAsync(CancellationToken.None);
        Assert.Equal(ids, step.Done.Order());
    }

    [Fact]
    public async Task A_row_that_fails_is_set_aside_and_its_neighbours_are_done()
    {
        var (_, ids) = await AddAsync("bad-row", 5);
        var step = new RecordingStep("bad-row", ids) { Bad = ids[2] };
        var loop = Loop(step);

        await loop.SweepAsync(CancellationToken.None);

        Assert.Equal(ids.Where(id => id != step.Bad), step.Done.Distinct().Order());
        Assert.Equal("This row is bad.", await database.ScalarAsync<string>("select failure from initiative_step where step = 'bad-row' and initiative_id = $1", ids[2]));
        step.Done.Clear();
        await loop.SweepAsync(CancellationToken.None);
        Assert.Empty(step.Done);
    }

    [Fact]
    public async Task Two_workers_share_the_rows_without_doing_one_twice()
    {
        var (_, ids) = await AddAsync("shared", 40);
        var step = new RecordingStep("shared", ids);

        await Task.WhenAll(Loop(step).SweepAsync(CancellationToken.None), Loop(step).SweepAsync(CancellationToken.None));
        await Loop(step).SweepAsync(CancellationToken.None);

        Assert.Equal(ids, step.Done.Order());
    }

    [Fact]
    public async Task A_forgotten_row_is_done_again_at_once_by_the_running_loop()
    {
        var (_, ids) = await AddAsync("woken", 2);
        var step = new RecordingStep("woken", ids);
        using var loop = Loop(step);
        await loop.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Task.FromResult(step.Done.Count == 2), "both rows done");

        await using var connection = await database.Source.OpenConnectionAsync();
        await StepLedger.ForgetAsync(connection, "woken", [ids[1]], CancellationToken.None);

        await Eventually.TrueAsync(() => Task.FromResult(step.Done.Count == 3), "the forgotten row done again");
        await loop.StopAsync(CancellationToken.None);
    }

    private static CollectedInitiative Page(int number) => new($"/{number}", new Uri($"https://partner.example/{number}"), $"Initiative {number}");

    private UpToDateLoop Loop(IUpToDateStep step) => new(database.Source, [step], NullLogger<UpToDateLoop>.Instance);

    private async Task<(long Partner, long[] Ids)> AddAsync(string slug, int count)
    {
        var partner = await new PartnerStore(database.Source).SaveAsync(slug, slug, new Uri("https://partner.example/"), "", CancellationToken.None);
        for (var number = 0; number < count; number++)
        {
            await new InitiativeStore(database.Source).SaveAsync(partner.Id, Page(number), CancellationToken.None);
        }

        return (partner.Id, await database.ScalarAsync<long[]>("select array_agg(id order by id) from initiative where partner_id = $1", partner.Id));
    }

    /// <summary>Notes what it was asked to do for the initiatives of one test; several tests share the database.</summary>
    private sealed class RecordingStep(string name, long[] mine) : IUpToDateStep
    {
        public ConcurrentBag<long> Done { get; } = [];

        public long? Bad { get; init; }

        public string Version { get; set; } = "1";

        public string Name => name;

        public int BatchSize => 3;

        public Task<string?> VersionAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(Version);

        public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            if (Bad is { } bad && initiatives.Contains(bad))
            {
                throw new InvalidOperationException("This row is bad.");
            }

            foreach (var id in initiatives.Where(mine.Contains))
            {
                Done.Add(id);
            }
        }
    }
}
