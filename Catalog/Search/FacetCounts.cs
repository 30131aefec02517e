namespace SocialConnect.Catalog.Search;

/// <summary>One facet of an answer. Each value's count is what the total becomes when that value is the facet's only selection.</summary>
/// <param name="Values">Those that count something or are selected, roots only; most frequent first, or in the scheme's order.</param>
public sealed record FacetCounts(SearchFacet Facet, IReadOnlyList<FacetValue> Values);
