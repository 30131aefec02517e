using System.Diagnostics;
using SocialConnect.Ingestion.Fetching;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Fetching;

public sealed class HostGateTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_request_that_passes_late_does_not_bring_the_next_one_on_its_heels()
    {
        using var gate = new HostGate(new LateClock(TimeSpan.FromMilliseconds(150)));
        var passed = new List<TimeSpan>();
        var watch = Stopwatch.StartNew();

        async Task PassAsync()
        {
            using var turn = await gate.PassAsync(Pace, CancellationToken.None);
            lock (passed)
            {
                passed.Add(watch.Elapsed);
            }
        }

        await Task.WhenAll(PassAsync(), PassAsync(), PassAsync());

        Assert.All(passed.Order().Zip(passed.Order().Skip(1)), pair => Assert.True(pair.Second - pair.First >= 0.95 * Pace, $"{pair.First} and {pair.Second}"));
    }

    [Fact]
    public async Task Who_waits_already_waits_longer_when_the_host_asks_for_patience()
    {
        using var gate = new HostGate(TimeProvider.System);
        (await gate.PassAsync(Pace, CancellationToken.None)).Dispose();
        var watch = Stopwatch.StartNew();
        var waiting = gate.PassAsync(Pace, CancellationToken.None).AsTask();

        gate.Hold(TimeSpan.FromMilliseconds(600));
        (await waiting).Dispose();

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(550), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task The_pause_counts_from_the_answer()
    {
        using var gate = new HostGate(TimeProvider.System);
        var turn = await gate.PassAsync(Pace, CancellationToken.None);
        var next = gate.PassAsync(Pace, CancellationToken.None).AsTask();
        await Task.Delay(2 * Pace);
        Assert.False(next.IsCompleted);
        var watch = Stopwatch.StartNew();

        turn.Dispose();
        (await next).Dispose();

        Assert.True(watch.Elapsed >= 0.95 * Pace, watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Without_a_pause_requests_pass_together()
    {
        using var gate = new HostGate(TimeProvider.System);

        using var first = await gate.PassAsync(TimeSpan.Zero, CancellationToken.None);
        using var second = await gate.PassAsync(TimeSpan.Zero, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>A busy machine: the first timer comes late.</summary>
    private sealed class LateClock(TimeSpan late) : TimeProvider
    {
        private int _timers;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Interlocked.Increment(ref _timers) == 1 ? dueTime + late : dueTime, period);
    }
}
