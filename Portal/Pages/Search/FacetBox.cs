using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Pages.Search;

/// <summary>A facet as the page shows it: what is chosen or frequent first, the rest folded away.</summary>
public sealed record FacetBox(FacetCounts Counts)
{
    private const int MostShown = 7;

    // These matter to most visitors; the others wait closed until one is used.
    private static readonly HashSet<SearchFacet> Open = [SearchFacet.Theme, SearchFacet.Territory, SearchFacet.Audience];

    public SearchFacet Facet => Counts.Facet;

    public bool IsTheme => Facet == SearchFacet.Theme;

    public bool IsOpen => Open.Contains(Facet) || Counts.Values.Any(IsUsed);

    /// <summary>In the scheme's order where there is one; what is chosen is never folded away.</summary>
    public IReadOnlyList<FacetValue> First => Counts.Values.Count <= MostShown + 1
        ? Counts.Values
        : [.. Counts.Values.Where(Prominent.Contains)];

    public IReadOnlyList<FacetValue> Others => [.. Counts.Values.Except(First)];

    /// <summary>Long enough that one would rather type than look.</summary>
    public bool IsLong => Counts.Values.Count > 12;

    private HashSet<FacetValue> Prominent => field ??=
        [.. Counts.Values.OrderByDescending(IsUsed).ThenByDescending(value => value.Count).Take(Math.Max(MostShown, Counts.Values.Count(IsUsed)))];

    /// <summary>Itself or one below it is chosen: its children are shown then.</summary>
    public static bool IsUsed(FacetValue value) => value.IsSelected || value.Children.Any(IsUsed);
}
