namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>Something about an initiative that a curator should look at.</summary>
/// <param name="Detail">What was found: a date, an address, a field's name; for a missing theme the newest decision that was shown. Empty where the kind says it all.</param>
/// <param name="Codes">What may mend it: territories that contradict each other, or the ids of the themes suggested, the most probable first.</param>
public sealed record QualityFinding(
    QualityKind Kind, long Id, string Title, string PartnerName, int Revision, string Detail, IReadOnlyList<string> Codes);
