namespace SocialConnect.Samples.Serving;

/// <summary>Where an initiative is at work. A national one may name the town where it began.</summary>
public sealed record Place(
    bool National = false,
    string? Commune = null,
    string? Postcode = null,
    string? Departement = null,
    string? DepartementCode = null,
    string? Region = null);
