namespace SocialConnect.Ingestion.Fetching;

/// <summary>The pace of one host: requests pass one by one, each its pause after the answer to the last, whichever visits they belong to. Without a pause they pass together.</summary>
public sealed class HostGate(TimeProvider clock) : IDisposable
{
    // A pause beyond this is not waited for: the page is put off and its visit goes on elsewhere.
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private double _slowness = 1;
    private TimeSpan _response;

    /// <summary>Waits until it is this request's turn.</summary>
    /// <param name="pace">Between two requests, before the host's own troubles are taken into account.</param>
    /// <returns>To be disposed of once the host has answered: the pause counts from then, since when a request reaches a host nobody but the host knows.</returns>
    public async ValueTask<IDisposable> PassAsync(TimeSpan pace, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A host may ask for patience meanwhile.
            while (TimeToNext() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            _turn.Release();
            throw;
        }

        if (pace > TimeSpan.Zero)
        {
            return new Turn(this, pace);
        }

        EndTurn(pace);
        return Turn.Over;
    }

    private void EndTurn(TimeSpan pace)
    {
        lock (_lock)
        {
            var next = clock.GetUtcNow() + PaceOf(pace);
            _next = next > _next ? next : _next;
        }

        _turn.Release();
    }

    private TimeSpan TimeToNext()
    {
        lock (_lock)
        {
            return _next - clock.GetUtcNow();
        }
    }

    /// <summary>Notes how long an answer took: a host that gets slow gets more time.</summary>
    public void Answered(TimeSpan took)
    {
        lock (_lock)
        {
            _response = _response == TimeSpan.Zero ? took : (_response * 0.8) + (took * 0.2);
            _slowness = Math.Max(1, _slowness * 0.9);
        }
    }

    /// <summary>Notes that the host asked for patience (429, 503): nothing passes before that, and the pace is halved for a while.</summary>
    public void Hold(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            _slowness = Math.Min(_slowness * 2, 64);
            var pause = retryAfter ?? TimeSpan.FromSeconds(Math.Min(_slowness, 60));
            var until = clock.GetUtcNow() + (pause < LongestHold ? pause : LongestHold);
            _next = until > _next ? until : _next;
        }
    }

    public void Dispose() => _turn.Dispose();

    // With no pause asked for, only trouble makes one; else a host that needed 2 s for an answer is left alone for 2 s after it.
    private TimeSpan PaceOf(TimeSpan pace)
    {
        if (pace == TimeSpan.Zero)
        {
            return _slowness > 1 ? TimeSpan.FromMilliseconds(50) * _slowness : TimeSpan.Zero;
        }

        var slow = _response < TimeSpan.FromSeconds(10) ? _response : TimeSpan.FromSeconds(10);
        return (pace > slow ? pace : slow) * _slowness;
    }

    private sealed class Turn(HostGate? gate, TimeSpan pace) : IDisposable
    {
        public static Turn Over { get; } = new(null, TimeSpan.Zero);

        public void Dispose() => gate?.EndTurn(pace);
    }
}
