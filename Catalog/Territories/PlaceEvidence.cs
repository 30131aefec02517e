namespace SocialConnect.Catalog.Territories;

/// <summary>What an initiative says about where it is.</summary>
/// <param name="Fields">Further fields of the partner that name a place: town, département, région, area served.</param>
/// <param name="Text">Title and summary: read for a place only when nothing else names one.</param>
internal sealed record PlaceEvidence(string? Address, string? Postcode, IReadOnlyList<string> Fields, double? Latitude, double? Longitude, string Text)
{
    /// <summary>What an address service made of the address, when it knew it.</summary>
    public GeocodedPoint? Geocoded { get; init; }
}

/// <param name="CommuneCode">INSEE's.</param>
internal sealed record GeocodedPoint(string CommuneCode, double Latitude, double Longitude);

/// <summary>Where an initiative is, and how that is known.</summary>
/// <param name="Territory">The finest territory that the evidence agrees on; null when there is none.</param>
/// <param name="Conflict">Both sides, when the evidence contradicts itself or fits several places; a curator decides.</param>
internal sealed record PlaceFinding(Territory? Territory, string Origin, bool IsNational, double? Latitude, double? Longitude, PlaceConflict? Conflict);

/// <param name="Kind">"coordinates" far from the address, "postcode" of another département than the name, or "ambiguous" name.</param>
/// <param name="Codes">The territories that each side points at.</param>
/// <param name="Kilometres">Between coordinates and address.</param>
internal sealed record PlaceConflict(string Kind, IReadOnlyList<string> Codes, double? Kilometres);
