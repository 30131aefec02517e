namespace SocialConnect.Catalog.Search;

/// <summary>Which initiatives have to do with one: others that meet the same need elsewhere, and neighbours that meet other needs of the same people.</summary>
internal static class RelatedDocuments
{
    // Similarity of meaning tells more than shared categories, which many share.
    private const double MeaningShare = 0.6;
    private const double LeastLikeness = 0.15;

    // In the same département it is not « elsewhere »: such a peer must be much alike to be shown.
    private const double SamePlace = 0.7;

    private static readonly HashSet<SearchFacet> NeedFacets = [SearchFacet.Theme, SearchFacet.Audience, SearchFacet.Approach];

    /// <summary>Most alike first.</summary>
    public static List<Candidate> Similar(SearchColumns columns, int document, int count)
    {
        var candidates = Others(columns, document)
            .Select(other => new Candidate(other, Likeness(columns, document, other) * (SharesDepartement(columns, document, other) ? SamePlace : 1), "", 0))
            .Where(candidate => candidate.Key >= LeastLikeness)
            .ToList();
        return ResultOrder.First(candidates, count);
    }

    /// <summary>Within so many kilometres and for the same audience or on another theme, nearest first; those alike are left to <see cref="Similar"/>.</summary>
    public static List<Candidate> Complementary(SearchColumns columns, int document, double radiusKm, int count)
    {
        if (columns.BlockOf(document).Positions[SearchColumns.LocalOf(document)] is not { } here)
        {
            return [];
        }

        var themes = ValuesOf(columns, document, SearchFacet.Theme);
        var candidates = new List<Candidate>();
        foreach (var other in Others(columns, document))
        {
            if (columns.BlockOf(other).Positions[SearchColumns.LocalOf(other)] is { } there && here.DistanceKm(there) is var distance && distance <= radiusKm
                && !ValuesOf(columns, other, SearchFacet.Theme).Overlaps(themes))
            {
                candidates.Add(new Candidate(other, -distance, "", 0));
            }
        }

        return ResultOrder.First(candidates, count);
    }

    private static double Likeness(SearchColumns columns, int one, int other)
    {
        var needs = NeedFacets.SelectMany(facet => ValuesOf(columns, one, facet)).ToHashSet();
        var others = NeedFacets.SelectMany(facet => ValuesOf(columns, other, facet)).ToHashSet();
        var all = needs.Union(others).Count();
        var shared = all == 0 ? 0 : (double)needs.Intersect(others).Count() / all;
        return columns.Vectors?.Similarity(one, other) is { } similarity
            ? MeaningShare * Math.Max(0, similarity) + (1 - MeaningShare) * shared
            : shared;
    }

    private static bool SharesDepartement(SearchColumns columns, int one, int other) =>
        ValuesOf(columns, one, SearchFacet.Territory).Any(value => columns.Values.Parents[value] >= 0 && ValuesOf(columns, other, SearchFacet.Territory).Contains(value));

    private static HashSet<int> ValuesOf(SearchColumns columns, int document, SearchFacet facet) =>
        [.. columns.BlockOf(document).Values[SearchColumns.LocalOf(document)]
            .Where(value => columns.Values.Facets[value] >= 0 && SearchFacet.All[columns.Values.Facets[value]] == facet && columns.Values.ValueOf(value) != SearchFacet.NotStated)];

    private static IEnumerable<int> Others(SearchColumns columns, int document) => DocumentFinder.Live(columns).Where(other => other != document);
}
