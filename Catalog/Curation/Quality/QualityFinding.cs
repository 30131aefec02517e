namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Something about an initiative that a curator should look at.</summary>
/// <param name="Detail">What was found: a date, an address, a field's name; empty where the kind says it all.</param>
/// <param name="Codes">Territories that contradict each other.</param>
public sealed record QualityFinding(
    QualityKind Kind, long Id, string Title, string PartnerName, int Revision, string Detail, IReadOnlyList<string> Codes);
