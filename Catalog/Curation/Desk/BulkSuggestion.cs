namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>A suggestion nobody has judged, offered for accepting together with others.</summary>
/// <param name="ExpectedErrors">Among this one and those before it, the share expected to be wrong.</param>
/// <param name="Seen">The newest decision on the initiative, 0 for none.</param>
public sealed record BulkSuggestion(long InitiativeId, string Title, string PartnerName, long CategoryId, float Probability, double ExpectedErrors, long Seen);
