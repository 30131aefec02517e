using System.Collections.Immutable;

namespace SocialConnect.Catalog.Search;

/// <summary>One state of the search: the same request gives the page, the feed, the export and the API answer.</summary>
public sealed record SearchRequest
{
    public const int LongestQuestion = 400;
    public const int LargestPage = 100;
    public const int MostValues = 200;

    /// <summary>In everyday words; "quotes" ask for exactly these words in this order, -word leaves out. Empty to browse.</summary>
    public string Question { get; init; } = "";

    /// <summary>Selected values by <see cref="SearchFacet.Parameter"/>: OR within a facet, AND across. The value "" asks for "not stated".</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Selected { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public GeoBox? Box { get; init; }

    /// <summary>Distances are measured from here.</summary>
    public GeoPoint? Near { get; init; }

    /// <summary>With <see cref="Near"/>: only this close. Null only measures.</summary>
    public double? RadiusKm { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>From 1. <see cref="After"/> goes deeper and wins.</summary>
    public int Page { get; init; } = 1;

    /// <summary><see cref="SearchResults.Next"/> of the page before.</summary>
    public string? After { get; init; }

    public int PageSize { get; init; } = 20;

    /// <summary>Decides among equals, so that no partner is always first; paging is stable while it stays.</summary>
    public int Seed { get; init; }

    /// <summary>The question tells a need as one tells it to somebody: words that carry the sentence along count for little. Else every word was chosen.</summary>
    public bool IsNeed { get; init; }

    /// <summary>A place named in the question becomes a territory filter, unless the visitor took it off.</summary>
    public bool PlaceFromQuestion { get; init; } = true;

    public ImmutableArray<string> ValuesOf(SearchFacet facet) => Selected.GetValueOrDefault(facet.Parameter, []);

    public bool Has(SearchFacet facet, string value) => ValuesOf(facet).Contains(value);

    /// <summary>The same search with this value selected too, on its first page.</summary>
    public SearchRequest With(SearchFacet facet, string value) =>
        Has(facet, value) ? this : this with { Selected = Selected.SetItem(facet.Parameter, ValuesOf(facet).Add(value)), Page = 1, After = null };

    /// <summary>The same search without this value, on its first page.</summary>
    public SearchRequest Without(SearchFacet facet, string value)
    {
        var left = ValuesOf(facet).Remove(value);
        return this with { Selected = left.IsEmpty ? Selected.Remove(facet.Parameter) : Selected.SetItem(facet.Parameter, left), Page = 1, After = null };
    }

    /// <summary>The same search without any value of this facet, on its first page.</summary>
    public SearchRequest Without(SearchFacet facet) => this with { Selected = Selected.Remove(facet.Parameter), Page = 1, After = null };

    /// <summary>The same search for the words of its quoted phrases in whatever order, on its first page; null when it asks for no phrase.</summary>
    public SearchRequest? WithoutQuotes() =>
        QuestionReader.Read(Question).Unquoted is { } unquoted ? this with { Question = unquoted, Page = 1, After = null } : null;
}
