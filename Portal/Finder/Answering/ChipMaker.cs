using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Finder.Reading;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>What was understood, as chips that can be changed or taken off; each is a link to the same question without it.</summary>
internal static class ChipMaker
{
    private const double Certain = 0.75;
    private const int MostGuesses = 2;

    public static IReadOnlyList<Chip> Of(Need need, SearchRequest request, Func<SearchFacet, string, string?> label)
    {
        var chips = new List<Chip>();
        foreach (var (facet, value) in need.Chosen.SelectMany(chosen => chosen.Value.Select(value => (SearchFacet.Find(chosen.Key)!, value))))
        {
            chips.Add(new Chip(
                label(facet, value) ?? value, SymbolOf(facet, value), facet == SearchFacet.Theme ? Themes.CodeOf(value) : null,
                FinderAddress.Ask(request.Without(facet, value)), []));
        }

        var chosenThemes = need.Chosen.GetValueOrDefault(SearchFacet.Theme.Parameter) ?? [];
        foreach (var guess in need.Reading.Categories.Where(category => category.Strength >= Certain && !chosenThemes.Contains(category.Category.Path)).Take(MostGuesses))
        {
            if (FacetOf(guess.Category) is { } facet)
            {
                // A guess narrows nothing: it says what the question seems to be about, and can be made a condition.
                chips.Add(new Chip(
                    guess.Category.Label, SymbolOf(facet, guess.Category.Path), facet == SearchFacet.Theme ? Themes.CodeOf(guess.Category.Path) : null, null,
                    [new LinkChoice($"Seulement {guess.Category.Label}", FinderAddress.Ask(request.With(facet, guess.Category.Path)))]));
            }
        }

        if (need.Place is { Label.Length: > 0 } place)
        {
            chips.Add(new Chip(place.Label, "i-pin", null, FinderAddress.Ask(Anywhere(request)), [.. Radii(place, request)]));
        }

        chips.AddRange(need.Unwanted.Select(word => new Chip(
            $"sans «\u202f{word}\u202f»", "i-no", null, FinderAddress.Ask(request with { Question = request.Question.Replace($" -{word}", "", StringComparison.Ordinal) }), [])));
        return chips;
    }

    private static IEnumerable<LinkChoice> Radii(KeptPlace place, SearchRequest request)
    {
        if (place is not { IsCommune: true, Latitude: { } latitude, Longitude: { } longitude })
        {
            yield break;
        }

        var around = request.Without(SearchFacet.Territory) with { Near = new GeoPoint(latitude, longitude), PlaceFromQuestion = false };
        foreach (var radius in new[] { 10, 20, 50 })
        {
            if (place.RadiusKm != radius)
            {
                yield return new LinkChoice($"À moins de {radius}\u00a0km", FinderAddress.Ask(around with { RadiusKm = radius }));
            }
        }
    }

    private static SearchRequest Anywhere(SearchRequest request) => request.Without(SearchFacet.Territory) with { Near = null, RadiusKm = null, PlaceFromQuestion = false };

    private static SearchFacet? FacetOf(Category category) => category.Facet switch
    {
        "theme" => SearchFacet.Theme,
        "audience" => SearchFacet.Audience,
        "stage" => SearchFacet.Stage,
        "approach" => SearchFacet.Approach,
        "scale" => SearchFacet.Scale,
        "content" => SearchFacet.Content,
        _ => null,
    };

    private static string SymbolOf(SearchFacet facet, string value) =>
        facet == SearchFacet.Theme && Themes.CodeOf(value) is { } code ? "t-" + code : facet == SearchFacet.Audience ? "i-user" : "i-list";
}
