using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using SocialConnect.Portal.Finder.Answering;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>How many questions one network address may ask: enough for a family or a library, not for a machine.</summary>
public sealed class QuestionPace : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter;

    public QuestionPace(IOptions<FinderOptions> options)
    {
        var perMinute = options.Value.QuestionsPerMinute;
        _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute / 6),
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
            AutoReplenishment = true,
        }));
    }

    /// <returns>False when the address has asked too much; it may ask again within a minute.</returns>
    public bool Allows(System.Net.IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address?.ToString() ?? "");
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
