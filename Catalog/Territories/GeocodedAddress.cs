namespace SocialConnect.Catalog.Territories;

/// <summary>Where an address service says that an address is.</summary>
/// <param name="CommuneCode">INSEE's code of the commune, a municipal arrondissement's being its commune's.</param>
/// <param name="Label">The address as the service writes it.</param>
/// <param name="Kind">"housenumber", "street" or "locality".</param>
/// <param name="Score">The service's own, from 0 to 1.</param>
public sealed record GeocodedAddress(double Latitude, double Longitude, string CommuneCode, string Label, string Kind, double Score);

/// <summary>An address that an initiative gives without coordinates.</summary>
/// <param name="Query">What to ask the service: the address, with postcode or territory where it lacks them; null when it is too vague to ask.</param>
public sealed record AddressToGeocode(long Initiative, string Address, string? Postcode, string? Query);
