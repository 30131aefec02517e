namespace SocialConnect.Ingestion.Fetching;

/// <summary>The pace of one host: requests pass one by one, each its pause after the last, whichever visits they belong to.</summary>
public sealed class HostGate(TimeProvider clock)
{
    // A pause beyond this is not waited for: the page is put off and its visit goes on elsewhere.
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private double _slowness = 1;
    private TimeSpan _response;

    /// <summary>Waits until it is this request's turn.</summary>
    /// <param name="pace">Between two requests, before the host's own troubles are taken into account.</param>
    public ValueTask PassAsync(TimeSpan pace, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + PaceOf(pace);
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? new(Task.Delay(wait, clock, cancellationToken)) : ValueTask.CompletedTask;
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

    // With no pause asked for, only trouble makes one; else a host that needs 2 s for an answer is asked every 2 s at most.
    private TimeSpan PaceOf(TimeSpan pace)
    {
        if (pace == TimeSpan.Zero)
        {
            return _slowness > 1 ? TimeSpan.FromMilliseconds(50) * _slowness : TimeSpan.Zero;
        }

        var slow = _response < TimeSpan.FromSeconds(10) ? _response : TimeSpan.FromSeconds(10);
        return (pace > slow ? pace : slow) * _slowness;
    }
}
