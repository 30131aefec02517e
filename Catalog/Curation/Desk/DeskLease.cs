namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>Who has an initiative before their eyes, and until when it stays so without a sign of life.</summary>
public sealed record DeskLease(string Curator, DateTimeOffset Until);
