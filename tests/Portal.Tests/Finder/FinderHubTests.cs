using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Live;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Finder;

public sealed class FinderHubTests(FinderPortal portal) : IClassFixture<FinderPortal>
{
    [Fact]
    public async Task A_turn_arrives_in_numbered_parts_that_begin_with_cards_and_end()
    {
        await using var connection = await ConnectAsync();

        var parts = await connection.StreamAsync<TurnMessage>("Ask", Ask("une épicerie tenue par ses habitants")).ToListAsync();

        Assert.Equal(Enumerable.Range(1, parts.Count), parts.Select(part => part.Number));
        Assert.Equal("ended", parts[^1].Kind);
        Assert.True(parts.FindIndex(part => part.Kind == "cards") < parts.FindIndex(part => part.Kind == "sentence"));
    }

    [Fact]
    public async Task A_lost_connection_takes_the_turn_up_again_without_losing_or_doubling_a_part()
    {
        var ask = Ask("réparer un vélo");
        var parts = new List<TurnMessage>();
        await using (var first = await ConnectAsync())
        {
            await foreach (var part in first.StreamAsync<TurnMessage>("Ask", ask))
            {
                parts.Add(part);
                if (parts.Count == 2)
                {
                    break;
                }
            }
        }

        await using var second = await ConnectAsync();
        await foreach (var part in second.StreamAsync<TurnMessage>("Ask", ask with { After = parts[^1].Number }))
        {
            parts.Add(part);
        }

        Assert.Equal(Enumerable.Range(1, parts.Count), parts.Select(part => part.Number));
        Assert.Equal("ended", parts[^1].Kind);
        Assert.Equal(1L, await portal.Database.ScalarAsync<long>("select count(*) from conversation_turn where conversation_id = $1", ask.Conversation));
    }

    [Fact]
    public async Task A_turn_that_another_portal_answered_is_told_from_what_was_kept()
    {
        var ask = Ask("jardin");
        await using var connection = await ConnectAsync();
        var parts = await connection.StreamAsync<TurnMessage>("Ask", ask).ToListAsync();
        // The turns of a second portal over the same database.
        var elsewhere = ActivatorUtilities.CreateInstance<LiveTurns>(portal.Services);

        var rest = await elsewhere.FollowAsync(ask with { After = 1 }, CancellationToken.None).ToListAsync();

        Assert.Equal(parts.Skip(1).Select(part => (part.Number, part.Kind)), rest.Select(part => (part.Number, part.Kind)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task A_message_that_the_page_would_not_send_is_refused_in_words(string turn)
    {
        await using var connection = await ConnectAsync();

        var refusal = await Assert.ThrowsAsync<HubException>(async () => await connection.StreamAsync<TurnMessage>("Ask", Ask("jardin") with { Turn = turn }).ToListAsync());

        Assert.Contains("300", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"turn": "aaaaaaaaaaaaaaaaaaaaaa", "conversation": "bbbbbbbbbbbbbbbbbbbbbb", "question": null}""")]
    [InlineData("""{"turn": "aaaaaaaaaaaaaaaaaaaaaa", "conversation": "bbbbbbbbbbbbbbbbbbbbbb", "question": "jardin", "address": null}""")]
    [InlineData("null")]
    public async Task A_message_with_something_missing_is_refused_in_words(string message)
    {
        await using var connection = await ConnectAsync();

        var refusal = await Assert.ThrowsAsync<HubException>(async () => await connection.StreamAsync<TurnMessage>("Ask", JsonNode.Parse(message)).ToListAsync());

        Assert.Contains("300", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_far_too_long_closes_the_connection()
    {
        await using var connection = await ConnectAsync();

        await Assert.ThrowsAnyAsync<Exception>(async () => await connection.StreamAsync<TurnMessage>("Ask", Ask(new string('a', 100_000))).ToListAsync());
    }

    [Fact]
    public async Task Follow_ups_and_thumbs_work_over_the_connection()
    {
        await using var connection = await ConnectAsync();
        var first = Ask("réparer mon vélo à Rennes");
        await connection.StreamAsync<TurnMessage>("Ask", first).ToListAsync();

        var second = await connection.StreamAsync<TurnMessage>("Ask", first with { Turn = ConversationStore.NewId(), Question = "et à Lyon ?" }).ToListAsync();

        Assert.Contains("territoire=COM-69123", second.First(part => part.Kind == "understood").Html, StringComparison.Ordinal);
        Assert.True(await connection.InvokeAsync<bool>("Rate", first.Turn, true, null));
        Assert.True(await portal.Database.ScalarAsync<bool>("select useful from finder_turn where turn_id = $1", first.Turn));
        await connection.InvokeAsync("Erase", first.Conversation);
        Assert.False(await connection.InvokeAsync<bool>("Rate", first.Turn, true, null));
    }

    private static AskMessage Ask(string question) => new() { Turn = ConversationStore.NewId(), Conversation = ConversationStore.NewId(), Question = question };

    private Task<HubConnection> ConnectAsync() => ConnectAsync(portal.Address);

    private static async Task<HubConnection> ConnectAsync(Uri address)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(address, FinderHub.Path)).Build();
        await connection.StartAsync();
        return connection;
    }
}
