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
    public async IAsyncEnumerable<TurnMessage> Ask(AskMessage? ask, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ask is not { Question.Length: > 0 and <= FinderTurns.LongestQuestion, Address.Length: <= 2000 } || !ConversationStore.IsId(ask.Turn) || !ConversationStore.IsId(ask.Conversation))
        {
            throw new HubException("Une question a entre 1 et 300 caractères.");
        }

        if (ask.After == 0 && !pace.Allows(Context.GetHttpContext()?.Connection.RemoteIpAddress))
        {
            throw new HubException("Beaucoup de questions à la fois\u202f: attendez une minute, puis demandez à nouveau.");
        }

        var following = new Following(ask.Turn);
        if (!Begin(following))
        {
            throw new HubException("Une réponse est déjà en cours\u202f: arrêtez-la, ou attendez sa fin.");
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
            End(following);
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

    // The last word of a stopped turn is asked for while its cancelled stream may not have ended yet: one's own turn may be taken over.
    private bool Begin(Following following)
    {
        lock (Context.Items)
        {
            if (Context.Items.TryGetValue(Running, out var other) && ((Following)other!).Turn != following.Turn)
            {
                return false;
            }

            Context.Items[Running] = following;
            return true;
        }
    }

    private void End(Following following)
    {
        lock (Context.Items)
        {
            if (Context.Items.TryGetValue(Running, out var running) && ReferenceEquals(running, following))
            {
                Context.Items.Remove(Running);
            }
        }
    }

    private sealed class Following(string turn)
    {
        public string Turn { get; } = turn;
    }
}
