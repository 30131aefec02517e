using System.Runtime.CompilerServices;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>A turn being answered: its parts are kept in order, so that whoever follows it misses none and gets none twice.</summary>
public sealed class LiveTurn : IDisposable
{
    private readonly List<TurnMessage> _parts = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private int _followers;

    /// <summary>Cancelled when the person stops the answer, or has gone for good.</summary>
    public CancellationToken Stopped => _stop.Token;

    public bool IsFollowed => Volatile.Read(ref _followers) > 0;

    public bool HasEnded
    {
        get
        {
            lock (_parts)
            {
                return _ended;
            }
        }
    }

    public void Stop() => _stop.Cancel();

    public void Append(string kind, string html, bool isLast)
    {
        TaskCompletionSource changed;
        lock (_parts)
        {
            _parts.Add(new TurnMessage(_parts.Count + 1, kind, html));
            _ended = isLast;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>The parts after a number, those there are at once and the others as they come, to the end of the turn.</summary>
    public async IAsyncEnumerable<TurnMessage> FollowAsync(int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _followers);
        try
        {
            var next = Math.Max(0, after);
            while (true)
            {
                TurnMessage[] ready;
                bool ended;
                Task changed;
                lock (_parts)
                {
                    ready = next < _parts.Count ? [.. _parts.Skip(next)] : [];
                    ended = _ended;
                    changed = _changed.Task;
                }

                foreach (var part in ready)
                {
                    yield return part;
                }

                next += ready.Length;
                if (ready.Length == 0)
                {
                    if (ended)
                    {
                        yield break;
                    }

                    await changed.WaitAsync(cancellationToken);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    public void Dispose() => _stop.Dispose();
}
