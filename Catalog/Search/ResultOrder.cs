namespace SocialConnect.Catalog.Search;

/// <summary>Puts selected documents in the order asked for, as far as a page needs it.</summary>
internal static class ResultOrder
{
    // So many pages are mixed by partner; what comes later stands in plain order.
    private const int MixedPages = 3;

    /// <param name="scores">By document; null when nothing was asked.</param>
    public static IEnumerable<Candidate> Candidates(SearchRequest request, SearchColumns columns, FacetTally tally, IReadOnlyList<int> documents, Func<int, double>? scores)
    {
        var order = request.Order;
        foreach (var document in documents)
        {
            var (block, local) = (columns.BlockOf(document), SearchColumns.LocalOf(document));
            var tie = Shuffle(document, request.Seed);
            yield return order switch
            {
                SearchOrder.Newest => new Candidate(document, block.Days[local], "", tie),
                SearchOrder.Nearest => new Candidate(document, -(Distance(request, block, local) ?? double.PositiveInfinity), "", tie),
                SearchOrder.Name => new Candidate(document, 0, block.TitleKeys[local], tie),
                _ when scores is not null => new Candidate(document, scores(document), "", tie),
                // The expected rank within its partner, were each partner's initiatives drawn at random: all partners advance at one pace.
                _ => new Candidate(document, -(tie / (double)uint.MaxValue) * Math.Max(1, tally.StatedIn(PartnerOf(columns, document))), "", tie),
            };
        }
    }

    /// <summary>The first ones in order.</summary>
    public static List<Candidate> First(IEnumerable<Candidate> candidates, int count)
    {
        // The worst of the kept ones is on top, to be pushed out by a better one.
        var kept = new PriorityQueue<Candidate, Candidate>(Comparer<Candidate>.Create((one, other) => other.CompareTo(one)));
        foreach (var candidate in candidates)
        {
            if (kept.Count < count)
            {
                kept.Enqueue(candidate, candidate);
            }
            else if (count > 0 && candidate.CompareTo(kept.Peek()) < 0)
            {
                kept.EnqueueDequeue(candidate, candidate);
            }
        }

        var first = kept.UnorderedItems.Select(item => item.Element).ToList();
        first.Sort();
        return first;
    }

    /// <summary>How many must be in order for the first pages to be mixed the same way on each.</summary>
    public static int MixedCount(SearchRequest request) => MixedPages * request.PageSize;

    /// <summary>Keeps one partner from filling the first pages: each further result of the same partner must be the better for it.</summary>
    public static void MixPartners(List<Candidate> ordered, SearchColumns columns, SearchRequest request, SearchOptions options)
    {
        var samePartner = request.IsNeed ? options.NeedSamePartner : options.SamePartner;
        var left = ordered.Take(MixedCount(request)).Select(candidate => (Candidate: candidate, Partner: PartnerOf(columns, candidate.Document))).ToList();
        var shown = new Dictionary<int, int>();
        for (var place = 0; left.Count > 0; place++)
        {
            var best = 0;
            var bestKey = double.NegativeInfinity;
            for (var i = 0; i < left.Count; i++)
            {
                var key = left[i].Candidate.Key * Math.Pow(samePartner, shown.GetValueOrDefault(left[i].Partner));
                if (key > bestKey)
                {
                    (best, bestKey) = (i, key);
                }
            }

            ordered[place] = left[best].Candidate;
            shown[left[best].Partner] = shown.GetValueOrDefault(left[best].Partner) + 1;
            left.RemoveAt(best);
        }
    }

    public static double? Distance(SearchRequest request, DocumentBlock block, int local) =>
        request.Near is { } near && block.Positions[local] is { } position ? near.DistanceKm(position) : null;

    private static int PartnerOf(SearchColumns columns, int document)
    {
        foreach (var value in columns.BlockOf(document).Values[SearchColumns.LocalOf(document)])
        {
            if (columns.Values.Facets[value] is var facet and >= 0 && SearchFacet.All[facet] == SearchFacet.Partner)
            {
                return value;
            }
        }

        return 0;
    }

    // The finalizer of MurmurHash3: neighbours end up far apart, and the same seed gives the same order.
    private static uint Shuffle(int document, int seed)
    {
        var hash = (uint)document * 0x9E3779B9u ^ (uint)seed * 0x85EBCA6Bu;
        hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
        hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
        return hash ^ hash >> 16;
    }
}
