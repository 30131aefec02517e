using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Answering;
using SocialConnect.Portal.Finder.Live;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Finder;

/// <summary>How much may be asked, and how long it is kept.</summary>
public sealed class KeepingTests(KeepingTests.SlowPace portal) : IClassFixture<KeepingTests.SlowPace>
{
    [Fact]
    public async Task An_address_that_asks_too_much_is_told_so_and_loses_no_word_of_its_question()
    {
        using var visitor = portal.Visitor();
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(portal.Address, FinderHub.Path)).Build();
        await connection.StartAsync();
        var refusal = await Assert.ThrowsAsync<HubException>(async () =>
        {
            for (var i = 0; i <= SlowPace.Questions; i++)
            {
                await connection.StreamAsync<TurnMessage>("Ask", Ask(ConversationStore.NewId())).ToListAsync();
            }
        });

        // One more may have been allowed since.
        using var allowed = await visitor.Http.GetAsync("/assistant?q=jardin");
        using var refused = await visitor.Http.GetAsync("/assistant?q=jardin");
        var page = await refused.Content.ReadAsStringAsync();

        Assert.Contains("attendez une minute", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("attendez une minute", page, StringComparison.Ordinal);
        Assert.Contains(">jardin</textarea>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_thirty_days_a_conversation_is_forgotten_and_its_figures_lead_back_to_nobody()
    {
        var turns = portal.Services.GetRequiredService<FinderTurns>();
        var (old, recent) = (Ask(ConversationStore.NewId()), Ask(ConversationStore.NewId()));
        await turns.AskAsync(old, CancellationToken.None).ToListAsync();
        await turns.AskAsync(recent, CancellationToken.None).ToListAsync();
        await portal.Database.ExecuteAsync("update conversation set last_at = now() - interval '30 days 1 minute' where id = $1", old.Conversation);
        await portal.Database.ExecuteAsync("update conversation set last_at = now() - interval '29 days' where id = $1", recent.Conversation);
        var conversations = portal.Services.GetRequiredService<ConversationStore>();

        await conversations.ForgetAsync(portal.Services.GetRequiredService<IOptions<FinderOptions>>().Value.KeepConversations, CancellationToken.None);

        Assert.Null(await conversations.ReadAsync(old.Conversation, CancellationToken.None));
        Assert.NotNull(await conversations.ReadAsync(recent.Conversation, CancellationToken.None));
        Assert.Equal(0L, await portal.Database.ScalarAsync<long>("select count(*) from conversation_turn where id = $1", old.Turn));
        Assert.Equal(1L, await portal.Database.ScalarAsync<long>("select count(*) from finder_turn where turn_id is null"));
    }

    private static AskMessage Ask(string conversation) => new() { Turn = ConversationStore.NewId(), Conversation = conversation, Question = "le jardin partagé" };

    public sealed class SlowPace : FilledPortal
    {
        public const int Questions = 6;

        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Finder:QuestionsPerMinute", $"{Questions}")];
    }
}
