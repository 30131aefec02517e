using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>The live finder. The hub carries; what it carries is answered elsewhere and can be taken up again.</summary>
[Authorize(Policy = Policies.Everyone)]
public sealed class FinderHub(LiveTurns turns, QuestionPace pace, ConversationStore conversations) : Hub
{
    public const string Path = "/hubs/assistant";

    private const string Running = "turn";

    /// <summary>Streams a turn from the part after <see cref="AskMessage.After"/> on. Cancelling the stream stops the answer; a lost connection does not.</summary>
    /// <exception cref="HubException">The message is not one the page sends, or too many are sent.</exception>
    public async IAsyncEnumerable<TurnMessage> Ask(AskMessage ask, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!ConversationStore.IsId(ask.Turn) || !ConversationStore.IsId(ask.Conversation) || ask.Question.Length is 0 or > FinderTurns.LongestQuestion || ask.Address.Length > 2000)
        {
            throw new HubException("Une question a entre 1 et 300 caractères.");
        }

        if (ask.After == 0 && !pace.Allows(Context.GetHttpContext()?.Connection.RemoteIpAddress))
        {
            throw new HubException("Beaucoup de questions à la fois : attendez une minute, puis demandez à nouveau.");
        }

        if (!Context.Items.TryAdd(Running, ask.Turn))
        {
            throw new HubException("Une réponse est déjà en cours : arrêtez-la, ou attendez sa fin.");
        }

        try
        {
            await foreach (var part in turns.FollowAsync(ask, cancellationToken))
            {
                yield return part;
            }
        }
        finally
        {
            Context.Items.Remove(Running);
            if (cancellationToken.IsCancellationRequested)
            {
                if (Context.ConnectionAborted.IsCancellationRequested)
                {
                    turns.Leave(ask.Turn);
                }
                else
                {
                    turns.Stop(ask.Turn);
                }
            }
        }
    }

    /// <summary>"Utile ?"</summary>
    public Task<bool> Rate(string turn, bool useful, string? reason) =>
        conversations.RateAsync(turn, useful, FinderThumbs.Known(reason), Context.ConnectionAborted);

    /// <summary>Forgets the conversation at once.</summary>
    public Task Erase(string conversation) => conversations.EraseAsync(conversation, Context.ConnectionAborted);
}
