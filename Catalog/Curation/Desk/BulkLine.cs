namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>A suggestion to be accepted together with others.</summary>
/// <param name="Seen">The newest decision on the initiative when the line was shown, 0 for none.</param>
public sealed record BulkLine(long InitiativeId, long CategoryId, long Seen);
