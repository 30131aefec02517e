using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Live;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Finder;

public sealed class StopTests(PortalWithModel portal) : IClassFixture<PortalWithModel>
{
    private const int Tries = 5;

    private static readonly TimeSpan StopsWithin = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Cancelling_the_stream_stops_the_server_at_once_and_its_last_word_can_be_asked_for()
    {
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(portal.Address, FinderHub.Path)).Build();
        await connection.StartAsync();
        var times = new List<TimeSpan>();
        for (var i = 0; i < Tries; i++)
        {
            // The model never goes on: only the stop ends the turn before its time is over.
            (portal.Prose, portal.Waits, portal.HungUp) = (() => ["Famileo fait arriver une gazette papier avec les nouvelles de la famille [1]. La"], new TaskCompletionSource().Task, new());
            var ask = Ask();
            var last = 0;
            using var stop = new CancellationTokenSource();
            var stream = connection.StreamAsync<TurnMessage>("Ask", ask, stop.Token).GetAsyncEnumerator(CancellationToken.None);
            while (await stream.MoveNextAsync() && stream.Current.Kind != "sentence")
            {
                last = stream.Current.Number;
            }

            last = stream.Current.Number;
            var since = Stopwatch.GetTimestamp();
            await stop.CancelAsync();
            var rest = await connection.StreamAsync<TurnMessage>("Ask", ask with { After = last }).ToListAsync();
            await portal.HungUp.Task;
            times.Add(Stopwatch.GetElapsedTime(since));

            Assert.Equal("ended", Assert.Single(rest).Kind);
            Assert.Equal(last + 1, rest[0].Number);
            Assert.Contains("Réponse arrêtée", rest[0].Html, StringComparison.Ordinal);
            Assert.True(await portal.Database.ScalarAsync<bool>("select stopped from finder_turn where turn_id = $1", ask.Turn));
        }

        // A machine that does other things at the same time delays some of them; the portal itself does not.
        Assert.True(times.Min() <= StopsWithin, $"Stopping took {string.Join(", ", times.Select(time => $"{time.TotalMilliseconds:0} ms"))}.");
    }

    [Fact]
    public async Task A_connection_answers_one_question_at_a_time()
    {
        (portal.Prose, portal.Waits, portal.HungUp) = (() => ["Famileo fait arriver une gazette papier avec les nouvelles de la famille [1]. La"], new TaskCompletionSource().Task, new());
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(portal.Address, FinderHub.Path)).Build();
        await connection.StartAsync();
        using var stop = new CancellationTokenSource();
        var first = connection.StreamAsync<TurnMessage>("Ask", Ask(), stop.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await first.MoveNextAsync());

        var refusal = await Assert.ThrowsAsync<HubException>(async () => await connection.StreamAsync<TurnMessage>("Ask", Ask()).ToListAsync());

        Assert.Contains("déjà en cours", refusal.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
    }

    private static AskMessage Ask() => new() { Turn = ConversationStore.NewId(), Conversation = ConversationStore.NewId(), Question = "des nouvelles de la famille pour ma grand-mère, Famileo" };
}
