namespace SocialConnect.Catalog.Search;

/// <summary>One facet of an answer. Each value's count is what the total becomes when that value is the facet's only selection.</summary>
/// <param name="Values">Those that count something or are selected, roots only; most frequent first, or in the scheme's order.</param>
public sealed record FacetCounts(SearchFacet Facet, IReadOnlyList<FacetValue> Values)
{
    /// <summary>How many values of all levels count something, be they shown or not.</summary>
    public int ValueCount { get; init; }

    /// <summary>Null when nothing is typed in this facet.</summary>
    public FoundValues? Found { get; init; }
}
