using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes;

/// <summary>Pages that somebody has just looked at, so that trying another selector asks the partner for nothing and waits for nothing. From many threads.</summary>
internal sealed class RecentPages(TimeProvider clock)
{
    private const long MostBytes = 64_000_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (FetchedPage Page, DateTimeOffset At)> _pages = [];
    private long _bytes;

    /// <returns>Null when it was not looked at lately, or would be fetched otherwise now.</returns>
    public FetchedPage? Find(PageRequest request)
    {
        lock (_lock)
        {
            // Where a redirect led to another site, this request says whether it may.
            return IsPlain(request) && _pages.TryGetValue(request.Address.AbsoluteUri, out var known) && clock.GetUtcNow() - known.At < Kept
                && known.Page.Address.Authority == request.Address.Authority && known.Page.Body.Length <= request.MaxBytes
                    ? known.Page
                    : null;
        }
    }

    public void Keep(PageRequest request, FetchedPage page)
    {
        if (!IsPlain(request) || page.Outcome != FetchOutcome.Fetched || page.Body.Length > MostBytes / 4)
        {
            return;
        }

        lock (_lock)
        {
            Remove(request.Address.AbsoluteUri);
            foreach (var (address, known) in _pages.OrderBy(known => known.Value.At).ToList())
            {
                if (clock.GetUtcNow() - known.At < Kept && _bytes + page.Body.Length <= MostBytes)
                {
                    break;
                }

                Remove(address);
            }

            _pages[request.Address.AbsoluteUri] = (page, clock.GetUtcNow());
            _bytes += page.Body.Length;
        }
    }

    // What a browser makes of a page, or a server of other headers, is another page.
    private static bool IsPlain(PageRequest request) => request is { Render: null, Headers: null or { Count: 0 }, Address.Scheme: "http" or "https" };

    private void Remove(string address)
    {
        if (_pages.Remove(address, out var known))
        {
            _bytes -= known.Page.Body.Length;
        }
    }
}
