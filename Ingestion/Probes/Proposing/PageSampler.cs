using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>Pages of initiatives, a few of which are compared with one another: what varies is a field, what repeats is the template.</summary>
internal sealed class PageSampler(ProbePages pages)
{
    private const int Sample = 6;

    /// <summary>Pages that robots.txt forbids, met on the way.</summary>
    public int Forbidden { get; private set; }

    public async Task<FetchedPage> AskAsync(Uri address, CancellationToken cancellationToken) => await pages.AskAsync(new PageRequest(address), cancellationToken);

    /// <summary>Some of these pages, from the beginning, the middle and the end of the list.</summary>
    public async Task<List<(Uri Asked, PageView View)>> SampleAsync(IReadOnlyList<Uri> addresses, CancellationToken cancellationToken)
    {
        var sampled = new List<(Uri, PageView)>();
        var order = addresses.Count <= Sample ? addresses : Enumerable.Range(0, Sample).Select(number => addresses[number * (addresses.Count - 1) / (Sample - 1)]).Concat(addresses).Distinct();
        foreach (var address in order.Take(Sample + 3))
        {
            var page = await AskAsync(address, cancellationToken);
            Forbidden += page.Outcome == FetchOutcome.Forbidden ? 1 : 0;
            if (page.Outcome == FetchOutcome.Fetched && IsHtml(page))
            {
                sampled.Add((address, PageView.OfHtml(page.Address, PageEncoding.Decode(page.Body, page.Charset))));
                if (sampled.Count == Sample)
                {
                    break;
                }
            }
        }

        return sampled;
    }

    public static bool IsHtml(FetchedPage page) => page.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) ?? true;
}
