namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Something about an initiative that a curator should look at.</summary>
/// <param name="Detail">What was found: a date, an address, a field's name; empty where the kind says it all.</param>
/// <param name="Codes">Territories that contradict each other.</param>
/// <param name="Other">The initiative it may be a duplicate of.</param>
public sealed record QualityFinding(
    QualityKind Kind, long Id, string Title, string PartnerName, int Revision, string Detail, IReadOnlyList<string> Codes, (long Id, string Title, string PartnerName)? Other);
