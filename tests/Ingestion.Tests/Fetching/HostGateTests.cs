using SocialConnect.Ingestion.Fetching;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Fetching;

public sealed class HostGateTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly HandClock _clock = new();

    [Fact]
    public async Task The_pause_counts_from_the_answer()
    {
        using var gate = new HostGate(_clock);
        var first = await gate.PassAsync(Pace, CancellationToken.None);
        var next = gate.PassAsync(Pace, CancellationToken.None).AsTask();

        _clock.Advance(10 * Pace);
        Assert.Empty(_clock.Due);
        first.Dispose();

        Assert.Equal(_clock.GetUtcNow() + Pace, await _clock.NextDueAsync());
        _clock.Advance(Pace);
        (await next).Dispose();
    }

    [Fact]
    public async Task A_request_that_passes_late_does_not_bring_the_next_one_on_its_heels()
    {
        using var gate = new HostGate(_clock);
        (await gate.PassAsync(Pace, CancellationToken.None)).Dispose();
        var late = gate.PassAsync(Pace, CancellationToken.None).AsTask();
        var next = gate.PassAsync(Pace, CancellationToken.None).AsTask();

        await _clock.NextDueAsync();
        _clock.Advance(1.5 * Pace);
        (await late).Dispose();

        Assert.Equal(_clock.GetUtcNow() + Pace, await _clock.NextDueAsync());
        _clock.Advance(Pace);
        (await next).Dispose();
    }

    [Fact]
    public async Task Who_waits_already_waits_longer_when_the_host_asks_for_patience()
    {
        using var gate = new HostGate(_clock);
        (await gate.PassAsync(Pace, CancellationToken.None)).Dispose();
        var waiting = gate.PassAsync(Pace, CancellationToken.None).AsTask();
        await _clock.NextDueAsync();

        gate.Hold(5 * Pace);
        var asked = _clock.GetUtcNow() + (5 * Pace);
        _clock.Advance(Pace);

        Assert.Equal(asked, await _clock.NextDueAsync());
        Assert.False(waiting.IsCompleted);
        _clock.Advance(4 * Pace);
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Without_a_pause_requests_pass_together()
    {
        using var gate = new HostGate(_clock);

        using var first = await gate.PassAsync(TimeSpan.Zero, CancellationToken.None);
        var second = gate.PassAsync(TimeSpan.Zero, CancellationToken.None).AsTask();

        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_leaves_the_queue_holds_nobody_up()
    {
        using var gate = new HostGate(_clock);
        (await gate.PassAsync(Pace, CancellationToken.None)).Dispose();
        using var leaving = new CancellationTokenSource();
        var left = gate.PassAsync(Pace, leaving.Token).AsTask();
        var next = gate.PassAsync(Pace, CancellationToken.None).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        await _clock.NextDueAsync();
        _clock.Advance(Pace);
        (await next).Dispose();
    }

    /// <summary>Goes on only when told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<HandTimer> _timers = [];
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        /// <summary>When waiting ones go on, soonest first.</summary>
        public IReadOnlyList<DateTimeOffset> Due
        {
            get
            {
                lock (_lock)
                {
                    return [.. _timers.Select(timer => timer.At).Order()];
                }
            }
        }

        public override DateTimeOffset GetUtcNow()
        {
            lock (_lock)
            {
                return _now;
            }
        }

        /// <summary>What goes on after something else runs when the machine has time for it.</summary>
        public async Task<DateTimeOffset> NextDueAsync()
        {
            await Eventually.TrueAsync(() => Task.FromResult(Due.Count > 0), "somebody waits");
            return Due[0];
        }

        public void Advance(TimeSpan by)
        {
            List<HandTimer> reached;
            lock (_lock)
            {
                _now += by;
                reached = _timers.FindAll(timer => timer.At <= _now);
                _timers.RemoveAll(reached.Contains);
            }

            reached.ForEach(timer => timer.Ring());
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new HandTimer(this, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }

        private sealed class HandTimer(HandClock clock, Action ring) : ITimer
        {
            public DateTimeOffset At { get; private set; }

            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                lock (clock._lock)
                {
                    clock._timers.Remove(this);
                    if (dueTime != Timeout.InfiniteTimeSpan)
                    {
                        At = clock._now + dueTime;
                        clock._timers.Add(this);
                    }
                }

                return true;
            }

            public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
