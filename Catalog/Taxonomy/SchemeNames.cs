namespace SocialConnect.Catalog.Taxonomy;

/// <summary>What <c>scheme.labels</c> holds: the scheme's and its facets' names by language, facets in display order. A scheme that nobody has named has neither.</summary>
internal sealed record SchemeNames(Dictionary<string, string>? Name, List<SchemeNames.FacetName>? Facets)
{
    internal sealed record FacetName(string Facet, Dictionary<string, string> Name);
}
