using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Maps;

/// <summary>A map of what is in each département, each a link to its initiatives. The list beside it says the same in words.</summary>
/// <param name="Areas">Those of metropolitan France; the others are shown as squares beside.</param>
/// <param name="Limits">The least count of each range that has a shade, ascending; at most five.</param>
public sealed record Choropleth(IReadOnlyList<MapArea> Areas, IReadOnlyList<MapArea> Overseas, IReadOnlyList<int> Limits)
{
    /// <summary>Initiatives that serve the whole country: they are nowhere on the map, and in every list.</summary>
    public int National { get; private init; }

    /// <param name="territories">What the search counts: régions with their départements, the whole country.</param>
    /// <param name="linkTo">The address of the search narrowed to a territory code.</param>
    public static Choropleth Make(IReadOnlyList<FacetValue> territories, Outlines outlines, Func<string, string> linkTo)
    {
        var known = territories.SelectMany(territory => territory.Children).ToDictionary(value => value.Value);
        var limits = LimitsOf(known.Values.Select(value => value.LocalCount));
        MapArea Area(string code, string name) =>
            known.TryGetValue(code, out var value)
                ? new MapArea(code, value.Label, value.LocalCount, value.Count, ShadeOf(value.LocalCount, limits), linkTo(code))
                : new MapArea(code, name, 0, 0, 0, null);
        return new(
            [.. outlines.Codes.Select(code => Area(code, ""))],
            [.. OverseasNames.Select(place => Area(place.Code, place.Name))],
            limits)
        {
            National = territories.FirstOrDefault(territory => territory.Value == SearchFacet.Territory.Everywhere)?.Count ?? 0,
        };
    }

    private static IReadOnlyList<(string Code, string Name)> OverseasNames { get; } =
        [("DEP-971", "Guadeloupe"), ("DEP-972", "Martinique"), ("DEP-973", "Guyane"), ("DEP-974", "La Réunion"), ("DEP-976", "Mayotte")];

    // Fifths of the départements that have any, so that the map shows differences in a small catalogue as in a large one.
    private static List<int> LimitsOf(IEnumerable<int> counts)
    {
        var ordered = counts.Where(count => count > 0).Order().ToList();
        return ordered.Count == 0
            ? []
            : [.. Enumerable.Range(0, 5).Select(fifth => ordered[ordered.Count * fifth / 5]).Distinct()];
    }

    /// <summary>The shade of a range of counts, numbered from 0: few ranges are spread over all five shades.</summary>
    public int ShadeOfRange(int range) => ShadeOfRange(range, Limits.Count);

    private static int ShadeOfRange(int range, int ranges) => ranges == 1 ? 3 : 1 + (range * 4 / (ranges - 1));

    private static int ShadeOf(int count, List<int> limits) => count == 0 ? 0 : ShadeOfRange(limits.Count(limit => count >= limit) - 1, limits.Count);
}
