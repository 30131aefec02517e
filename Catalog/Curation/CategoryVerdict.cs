namespace SocialConnect.Catalog.Curation;

/// <summary>A curator's yes or no to one category of one initiative.</summary>
public sealed record CategoryVerdict(long CategoryId, bool IsAccepted);
