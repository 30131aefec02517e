using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Pages.Directory;

/// <summary>From a directory's entries to the search that shows exactly what they count.</summary>
public static class DirectoryLinks
{
    public static string To(SearchFacet facet, string value) => "/recherche" + SearchAddress.Write(new SearchRequest().With(facet, value));

    public static string ToTerritory(string code) => To(SearchFacet.Territory, code);

    /// <summary>A facet's values without "not stated".</summary>
    public static IReadOnlyList<FacetValue> Stated(this SearchResults results, SearchFacet facet) =>
        [.. (results.Facets.FirstOrDefault(counts => counts.Facet == facet)?.Values ?? []).Where(value => value.Value != SearchFacet.NotStated)];
}
