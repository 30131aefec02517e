using Npgsql;
using SocialConnect.Catalog.Curation.Desk;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

/// <summary>The session that keeps a decision dies at any moment, as when a portal is killed; the curator sends the form again.</summary>
public sealed class DeskOutageTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private const int Kills = 15;

    [Fact]
    public async Task No_decision_is_lost_doubled_or_half_kept_when_sessions_are_killed_at_random()
    {
        await using var victims = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Address) { ApplicationName = "victim" });
        var gestures = new DeskGestures(victims, TimeProvider.System);
        var partner = await database.PartnerAsync("tue");
        using var isDone = new CancellationTokenSource();
        var killer = KillAsync(isDone.Token);
        List<(long Initiative, long Gesture)> kept = [];
        var died = 0;
        while (died < Kills && kept.Count < 5_000)
        {
            var initiative = await database.InitiativeAsync(partner, Guid.NewGuid().ToString("N"));
            var key = Guid.NewGuid();
            long? gesture = null;
            while (gesture is null)
            {
                try
                {
                    gesture = (await gestures.DecideAsync(
                        initiative, [new(database.Category("SAN"), true), new(database.Category("EMP"), false)], "claire", key, 0, null, CancellationToken.None)).Id;
                }
                catch (NpgsqlException)
                {
                    // The last attempt must be let through: where a decision takes longer than the pause between two kills, none would ever be kept.
                    if (++died >= Kills)
                    {
                        await isDone.CancelAsync();
                    }
                }
            }

            kept.Add((initiative, gesture.Value));
        }

        await isDone.CancelAsync();
        await killer;

        Assert.True(died >= Kills, $"Only {died} sessions died under {kept.Count} decisions.");
        Assert.Equal(kept.Count, await database.ScalarAsync<long>("select count(*) from desk_gesture g join initiative i on i.id = g.initiative_id and i.partner_id = $1", partner));
        Assert.Equal(2L * kept.Count, await database.ScalarAsync<long>("select count(*) from decision d join initiative i on i.id = d.initiative_id and i.partner_id = $1", partner));
        Assert.Equal(kept.Count, await database.ScalarAsync<long>(
            "select count(*) from initiative_category c join initiative i on i.id = c.initiative_id and i.partner_id = $1 where c.origin = 'confirmed'", partner));
        Assert.All(kept, one => Assert.True(one.Gesture > 0));
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(7));
        while (!cancellationToken.IsCancellationRequested)
        {
            await database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim' and datname = current_database() and state <> 'idle'");
            pause.Period = TimeSpan.FromMilliseconds(Random.Shared.Next(3, 40));
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
