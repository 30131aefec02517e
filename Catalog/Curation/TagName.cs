namespace SocialConnect.Catalog.Curation;

/// <summary>Names one tag of one partner.</summary>
public sealed record TagName(long PartnerId, string Tag);
