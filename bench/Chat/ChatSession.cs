using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Client;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Live;

namespace SocialConnect.Bench.Chat;

/// <summary>How people behave.</summary>
/// <param name="Pause">Between two questions: from and to, in seconds.</param>
/// <param name="Cut">Share of the turns whose connection is cut while they are answered.</param>
internal sealed record ChatManner(IReadOnlyList<string> Questions, (double From, double To) Pause, double Cut);

/// <summary>Somebody in front of a browser: asks, reads, thinks, asks again; now and then the network goes away in the middle of an answer.</summary>
internal sealed class ChatSession(Uri portal, ChatManner manner, ChatTally tally, int seed) : IAsyncDisposable
{
    // Long beyond what anybody waits for: such a turn is an error.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private readonly string _conversation = ConversationStore.NewId();
    private HubConnection? _connection;
    private ClientWebSocket? _socket;

    public async Task ConnectAsync()
    {
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(portal, FinderHub.Path), options => options.WebSocketFactory = async (context, cancellationToken) =>
            {
                _socket = new ClientWebSocket();
                await _socket.ConnectAsync(context.Uri, cancellationToken);
                return _socket;
            })
            .Build();
        await _connection.StartAsync();
    }

    /// <summary>Asks until the time is over; the last answer is read to its end.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        try
        {
            // People do not come all at once: the first question falls anywhere in the time of a pause.
            await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * manner.Pause.To), over);
            while (true)
            {
                await TurnAsync();
                await Task.Delay(TimeSpan.FromSeconds(manner.Pause.From + (_random.NextDouble() * (manner.Pause.To - manner.Pause.From))), over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task TurnAsync()
    {
        var ask = new AskMessage { Turn = ConversationStore.NewId(), Conversation = _conversation, Question = manner.Questions[_random.Next(manner.Questions.Count)] };
        var cutAfter = _random.NextDouble() < manner.Cut ? _random.Next(1, 7) : -1;
        var turn = new Progress(Stopwatch.GetTimestamp());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (cutAfter >= 0 && !await ReadAsync(ask, turn, cutAfter, patience.Token))
            {
                tally.Reconnected();
                await _connection!.DisposeAsync();
                await ConnectAsync();
            }

            if (!turn.HasEnded)
            {
                await ReadAsync(ask with { After = turn.Last }, turn, -1, patience.Token);
            }
        }
        catch (Exception failure)
        {
            tally.Failed(failure.GetType().Name + ": " + failure.Message);
            return;
        }

        if (turn.HasEnded)
        {
            tally.Ended(ask.Turn, turn.Last);
        }
        else
        {
            tally.Failed("without end");
        }
    }

    /// <returns>False when the connection was cut in the middle.</returns>
    private async Task<bool> ReadAsync(AskMessage ask, Progress turn, int cutAfter, CancellationToken cancellationToken)
    {
        await foreach (var part in _connection!.StreamAsync<TurnMessage>("Ask", ask, cancellationToken))
        {
            tally.Arrived(turn.Last, part.Number);
            turn.Last = Math.Max(turn.Last, part.Number);
            if (part.Kind is "cards" or "facts" or "comparison" && !turn.HasCard)
            {
                turn.HasCard = true;
                tally.FirstCard(Stopwatch.GetElapsedTime(turn.Since));
            }

            if (part.Kind is "failed" or "lost")
            {
                tally.Failed(part.Kind);
            }

            turn.HasEnded = part.Kind is "ended" or "failed" or "lost";
            if (turn.Last == cutAfter)
            {
                _socket!.Abort();
                return false;
            }
        }

        return true;
    }

    private sealed class Progress(long since)
    {
        public long Since { get; } = since;

        public int Last { get; set; }

        public bool HasCard { get; set; }

        public bool HasEnded { get; set; }
    }
}
