using System.Diagnostics;

namespace SocialConnect.Testing;

/// <summary>Waiting for what another process or loop does, without guessing how long it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the answer is yes.</summary>
    /// <exception cref="TimeoutException">After a minute; the message says what was waited for.</exception>
    public static async Task TrueAsync(Func<Task<bool>> question, string what)
    {
        var since = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await question())
        {
            if (since.Elapsed > Patience)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain: {what}");
            }

            await pause.WaitForNextTickAsync();
        }
    }
}
