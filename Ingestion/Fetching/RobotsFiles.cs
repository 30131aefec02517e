using System.Collections.Concurrent;

namespace SocialConnect.Ingestion.Fetching;

/// <summary>The robots.txt of every host met, each asked for once a day at most.</summary>
internal sealed class RobotsFiles(TimeProvider clock, Func<Uri, CancellationToken, Task<FetchedPage>> fetch)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    // A host that is down is asked again sooner: until then nothing is fetched from it.
    private static readonly TimeSpan WhenUnreachable = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Lazy<Task<Known>>> _known = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<RobotsRules> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var origin = address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        while (true)
        {
            var asked = _known.GetOrAdd(origin, static (origin, files) => new(() => files.ReadAsync(origin)), this);
            var known = await asked.Value.WaitAsync(cancellationToken);
            if (known.Until > clock.GetUtcNow())
            {
                return known.Rules;
            }

            _known.TryRemove(KeyValuePair.Create(origin, asked));
        }
    }

    // Several visits may wait for one answer, so it does not hang on the token of any of them; the request has its own time limit.
    private async Task<Known> ReadAsync(string origin)
    {
        var page = await fetch(new Uri(origin + "/robots.txt"), CancellationToken.None);
        return page.Outcome switch
        {
            FetchOutcome.Fetched => new(RobotsRules.Parse(page.Body), clock.GetUtcNow() + Day),
            // RFC 9309 §2.3.1.3: any 4xx means that there are no rules. Not so 429, which asks for patience.
            FetchOutcome.Missing or FetchOutcome.Refused when page.Status is >= 400 and < 500 and not 429 => new(RobotsRules.AllowAll, clock.GetUtcNow() + Day),
            _ => new(RobotsRules.DisallowAll, clock.GetUtcNow() + WhenUnreachable) { Unreachable = true },
        };
    }

    private sealed record Known(RobotsRules Rules, DateTimeOffset Until)
    {
        public bool Unreachable { get; init; }
    }
}
