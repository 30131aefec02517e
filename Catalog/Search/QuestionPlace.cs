using SocialConnect.Catalog.Territories;

namespace SocialConnect.Catalog.Search;

/// <summary>Turns a place named in the question into a filter, which the visitor sees and may take off.</summary>
internal static class QuestionPlace
{
    /// <returns>
    /// The request with the filter in force and without the words that name the place; no place when the visitor has said elsewhere where to look, which leaves the words out all the same:
    /// choosing a territory beside « à Guéret » must give the count that was shown.
    /// </returns>
    public static async Task<(SearchRequest Request, RecognizedPlace? Place)> ReadAsync(PlaceReader places, SearchRequest request, CancellationToken cancellationToken)
    {
        if (!request.PlaceFromQuestion || request.Question.Length == 0)
        {
            return (request, null);
        }

        var reading = await places.ReadAsync(request.Question, cancellationToken);
        if (reading.Wanted is not { Territories: [var first, ..] } wanted)
        {
            return (request, null);
        }

        var place = new RecognizedPlace(first.Code, wanted.Name, wanted.Start, wanted.Length) { Located = wanted.Located, RadiusKm = wanted.RadiusKm };
        var narrowed = request with { Question = reading.Rest };
        if (request.RadiusKm is not null || request.Box is not null)
        {
            return (narrowed, null);
        }

        if (wanted.RadiusKm is { } radius && first is { Latitude: { } latitude, Longitude: { } longitude })
        {
            return (narrowed with { Near = request.Near ?? new GeoPoint(latitude, longitude), RadiusKm = radius }, place);
        }

        return request.ValuesOf(SearchFacet.Territory).IsEmpty
            ? (narrowed with { Selected = request.Selected.SetItem(SearchFacet.Territory.Parameter, [.. wanted.Territories.Select(territory => territory.Code)]) }, place)
            : (narrowed, null);
    }
}
