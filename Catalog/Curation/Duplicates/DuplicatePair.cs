namespace SocialConnect.Catalog.Curation.Duplicates;

/// <summary>Two published initiatives that may be one, for a curator to compare.</summary>
/// <param name="Younger">First read after the other: of a merged pair, the older address stays unless the curator chooses otherwise.</param>
public sealed record DuplicatePair(DuplicateSide Younger, DuplicateSide Older, double Probability, IReadOnlyList<DuplicateReason> Reasons);

/// <param name="Place">The name of its territory; null when it is not known.</param>
public sealed record DuplicateSide(
    long Id, string Title, string Summary, string? Organisation, string? Place, bool IsNational, string? Website, string PartnerName, Uri PageUrl, DateTimeOffset SeenAt);
