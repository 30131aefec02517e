namespace SocialConnect.Catalog.Search;

/// <param name="Value">As in <see cref="FacetValue.Value"/>.</param>
public sealed record HitCategory(SearchFacet Facet, string Value, string Label);
