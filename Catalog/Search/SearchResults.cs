namespace SocialConnect.Catalog.Search;

/// <summary>The answer to a <see cref="SearchRequest"/>.</summary>
public sealed record SearchResults
{
    public static SearchResults None { get; } = new();

    /// <summary>How many initiatives the request selects; the facets count the same ones.</summary>
    public int Total { get; init; }

    /// <summary>One page of them.</summary>
    public IReadOnlyList<SearchHit> Hits { get; init; } = [];

    /// <summary>In the order of <see cref="SearchFacet.All"/>; facets without any value are left out.</summary>
    public IReadOnlyList<FacetCounts> Facets { get; init; } = [];

    /// <summary>What continues after the last hit, for <see cref="SearchRequest.After"/>; null on the last page.</summary>
    public string? Next { get; init; }

    /// <summary>Questions that would find more, best first: « Vouliez-vous dire ».</summary>
    public IReadOnlyList<string> Corrections { get; init; } = [];

    /// <summary>The correction that was searched instead, because the question as typed finds nothing.</summary>
    public string? SearchedInstead { get; init; }

    /// <summary>The place named in the question, which is in force as a filter.</summary>
    public RecognizedPlace? Place { get; init; }

    /// <summary>Territories around the one asked for that have results, nearest level first; empty when the one asked for has enough.</summary>
    public IReadOnlyList<WiderTerritory> Wider { get; init; } = [];
}
