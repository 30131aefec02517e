using System.Collections.Concurrent;
using System.Text.Json;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Errors;
using SocialConnect.Portal.Finder.Answering;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>The turns being answered by this portal. Each goes on when its connection is lost, for as long as somebody may come back to it.</summary>
public sealed partial class LiveTurns(FinderTurns turns, PartHtml html, ConversationStore conversations, TimeProvider clock, ILogger<LiveTurns> logger)
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WaitsForReturn = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Lazy<LiveTurn>> _turns = new(StringComparer.Ordinal);

    /// <summary>The parts of a turn after a number. The first call begins the turn; later ones take it up again.</summary>
    public async IAsyncEnumerable<TurnMessage> FollowAsync(AskMessage ask, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ask.After > 0 && !_turns.ContainsKey(ask.Turn))
        {
            // Begun at another portal, or long ago: what was kept is all there is.
            foreach (var part in await KeptAsync(ask, cancellationToken))
            {
                yield return part;
            }

            yield break;
        }

        var turn = _turns.GetOrAdd(ask.Turn, _ => new Lazy<LiveTurn>(() => Begin(ask))).Value;
        await foreach (var part in turn.FollowAsync(ask.After, cancellationToken))
        {
            yield return part;
        }
    }

    /// <summary>Stops writing at once; what has been shown stays.</summary>
    public void Stop(string turnId)
    {
        if (_turns.TryGetValue(turnId, out var turn))
        {
            turn.Value.Stop();
        }
    }

    /// <summary>The connection is gone: somebody has half a minute to come back.</summary>
    public void Leave(string turnId)
    {
        if (_turns.TryGetValue(turnId, out var turn) && !turn.Value.HasEnded)
        {
            ITimer? timer = null;
            timer = clock.CreateTimer(
                _ =>
                {
                    if (!turn.Value.IsFollowed && !turn.Value.HasEnded)
                    {
                        turn.Value.Stop();
                    }

                    timer?.Dispose();
                },
                null,
                WaitsForReturn,
                Timeout.InfiniteTimeSpan);
        }
    }

    private LiveTurn Begin(AskMessage ask)
    {
        var turn = new LiveTurn();
        _ = Task.Run(() => RunAsync(ask, turn));
        return turn;
    }

    private async Task RunAsync(AskMessage ask, LiveTurn turn)
    {
        try
        {
            await foreach (var part in turns.AskAsync(ask, turn.Stopped))
            {
                turn.Append(PartHtml.KindOf(part), await html.RenderAsync(part, ask.Turn), part is EndedPart);
            }
        }
        catch (Exception failure)
        {
            // Nobody awaits this task: the person is told, and so is the operator.
            LogFailed(failure);
            turn.Append("failed", await html.FailureAsync(DatabaseOutage.IsCauseOf(failure)), isLast: true);
        }

        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                if (_turns.TryRemove(ask.Turn, out var ended))
                {
                    ended.Value.Dispose();
                }

                timer?.Dispose();
            },
            null,
            KeptAfterEnd,
            Timeout.InfiniteTimeSpan);
    }

    private async Task<IReadOnlyList<TurnMessage>> KeptAsync(AskMessage ask, CancellationToken cancellationToken)
    {
        if (await conversations.ReadTurnAsync(ask.Turn, cancellationToken) is not { } kept)
        {
            return [new TurnMessage(ask.After + 1, "lost", await html.FailureAsync(isOutage: false))];
        }

        var messages = new List<TurnMessage>();
        foreach (var part in JsonSerializer.Deserialize<List<FinderPart>>(kept.Parts, FinderTurns.Json) ?? [])
        {
            messages.Add(new TurnMessage(messages.Count + 1, PartHtml.KindOf(part), await html.RenderAsync(part, ask.Turn)));
        }

        return [.. messages.Skip(ask.After)];
    }

    [LoggerMessage(LogLevel.Error, "A turn of the finder failed; the person is asked to try again")]
    private partial void LogFailed(Exception failure);
}
