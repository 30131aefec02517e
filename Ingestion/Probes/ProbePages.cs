using System.Collections.Concurrent;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes;

/// <summary>The pages of one probe, each asked for once: what a proposal has looked at, its preview reads again without asking.</summary>
/// <param name="tell">Called with what is being done, in French, for the person who waits.</param>
/// <param name="recent">Where what is read is kept for other looks.</param>
/// <param name="readsRecent">What other looks have just read is not asked for again.</param>
internal sealed class ProbePages(PageFetcher fetcher, Func<string, CancellationToken, Task> tell, RecentPages? recent = null, bool readsRecent = false)
{
    private readonly ConcurrentDictionary<string, FetchedPage> _known = new();

    /// <summary>How many pages the site was asked for.</summary>
    public int Asked { get; private set; }

    public Task TellAsync(string step, CancellationToken cancellationToken) => tell(step, cancellationToken);

    public async Task<FetchedPage> AskAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(request.Address.AbsoluteUri, out var known))
        {
            return known;
        }

        if (readsRecent && recent?.Find(request) is { } seen)
        {
            return _known[request.Address.AbsoluteUri] = seen;
        }

        await tell($"Lecture de {Brief(request.Address)}", cancellationToken);
        Asked++;
        var page = await fetcher.FetchAsync(request, cancellationToken);
        _known[request.Address.AbsoluteUri] = page;
        recent?.Keep(request, page);
        return page;
    }

    private static string Brief(Uri address)
    {
        if (address.Scheme is not ("http" or "https"))
        {
            return Uri.UnescapeDataString(address.Segments[^1]);
        }

        var text = address.Host + Uri.UnescapeDataString(address.PathAndQuery);
        return text.Length <= 90 ? text : text[..88] + "…";
    }
}
