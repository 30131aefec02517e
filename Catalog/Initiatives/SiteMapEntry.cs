namespace SocialConnect.Catalog.Initiatives;

public sealed record SiteMapEntry(long Id, string Title, DateTimeOffset ChangedAt);
