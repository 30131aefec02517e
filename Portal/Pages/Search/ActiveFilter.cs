using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Pages.Search;

/// <summary>Something that narrows the search, and the search without it.</summary>
/// <param name="Theme">The class of its theme; null for other facets.</param>
/// <param name="Icon">The symbol beside its label; null for none.</param>
public sealed record ActiveFilter(string Label, string? Theme, string? Icon, SearchRequest Without, string Address)
{
    public static IEnumerable<ActiveFilter> Of(SearchRequest asked, SearchResults results, Func<SearchRequest, string> addressOf)
    {
        ActiveFilter Filter(string label, string? theme, string? icon, SearchRequest without) => new(label, theme, icon, without, addressOf(without));

        if (results.Place is { } place)
        {
            yield return Filter(place.Name, null, "i-pin", asked with { PlaceFromQuestion = false, Page = 1, After = null });
        }

        foreach (var facet in SearchFacet.All)
        {
            var values = results.Facets.FirstOrDefault(counts => counts.Facet == facet)?.Values ?? [];
            foreach (var value in asked.ValuesOf(facet))
            {
                var label = Find(values, value)?.Label ?? value;
                var isTheme = facet == SearchFacet.Theme;
                yield return Filter(
                    value == SearchFacet.NotStated ? $"{facet.Title}\u202f: non précisé" : label,
                    isTheme ? Themes.ClassOf(value) : null,
                    isTheme && Themes.CodeOf(value) is { } code ? $"t-{code}" : facet == SearchFacet.Territory ? "i-pin" : facet == SearchFacet.Audience ? "i-user" : null,
                    asked.Without(facet, value));
            }
        }

        if (asked.Near is not null && asked.RadiusKm is { } radius)
        {
            yield return Filter($"À moins de {radius:0.#}\u00a0km", null, "i-pin", asked with { RadiusKm = null, Page = 1, After = null });
        }

        if (asked.Box is not null)
        {
            yield return Filter("Cadre de la carte", null, "i-map", asked with { Box = null, Page = 1, After = null });
        }
    }

    private static FacetValue? Find(IEnumerable<FacetValue> values, string wanted)
    {
        foreach (var value in values)
        {
            if ((value.Value == wanted ? value : Find(value.Children, wanted)) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
