using System.Text.Json.Serialization;

namespace SocialConnect.Portal.Api;

/// <summary>The answer of /api/initiatives. Names are French, as in the addresses.</summary>
/// <param name="Page">The same search for people.</param>
/// <param name="Next">Where it goes on; null at the end.</param>
/// <param name="Facets">By parameter; each count is the total when that value is its facet's only choice.</param>
internal sealed record FoundInitiatives(
    [property: JsonPropertyName("total")] int Total,
    [property: JsonPropertyName("page")] string Page,
    [property: JsonPropertyName("suite")] string? Next,
    [property: JsonPropertyName("initiatives")] IReadOnlyList<FoundInitiative> Initiatives,
    [property: JsonPropertyName("facettes")] IReadOnlyDictionary<string, IReadOnlyList<FoundValue>> Facets,
    [property: JsonPropertyName("corrections")] IReadOnlyList<string> Corrections);

internal sealed record FoundInitiative(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("titre")] string Title,
    [property: JsonPropertyName("extrait")] string Excerpt,
    [property: JsonPropertyName("porteur")] string? Organisation,
    [property: JsonPropertyName("lieu")] FoundPlace Place,
    [property: JsonPropertyName("categories")] IReadOnlyList<FoundCategory> Categories,
    [property: JsonPropertyName("publie_le")] DateOnly? PublishedOn,
    [property: JsonPropertyName("source")] FoundSource Source,
    [property: JsonPropertyName("fiche")] string Address);

/// <param name="DistanceKm">From the point given as "pres".</param>
internal sealed record FoundPlace(
    [property: JsonPropertyName("nom")] string? Name,
    [property: JsonPropertyName("departement")] string? Departement,
    [property: JsonPropertyName("territoire")] string? TerritoryCode,
    [property: JsonPropertyName("partout_en_france")] bool IsNational,
    [property: JsonPropertyName("latitude")] double? Latitude,
    [property: JsonPropertyName("longitude")] double? Longitude,
    [property: JsonPropertyName("distance_km")] double? DistanceKm);

internal sealed record FoundCategory(
    [property: JsonPropertyName("facette")] string Facet,
    [property: JsonPropertyName("valeur")] string Value,
    [property: JsonPropertyName("libelle")] string Label);

internal sealed record FoundSource(
    [property: JsonPropertyName("partenaire")] string Slug,
    [property: JsonPropertyName("nom")] string Name,
    [property: JsonPropertyName("page")] Uri Page,
    [property: JsonPropertyName("vu_le")] DateTimeOffset SeenAt);

internal sealed record FoundValue(
    [property: JsonPropertyName("valeur")] string Value,
    [property: JsonPropertyName("libelle")] string Label,
    [property: JsonPropertyName("nombre")] int Count,
    [property: JsonPropertyName("choisie")] bool IsSelected,
    [property: JsonPropertyName("dessous")] IReadOnlyList<FoundValue> Children);
