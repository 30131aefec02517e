namespace SocialConnect.Catalog.Curation;

/// <summary>An initiative that bears a tag.</summary>
public sealed record TagExample(long Id, string Title);
