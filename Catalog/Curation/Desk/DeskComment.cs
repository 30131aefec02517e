namespace SocialConnect.Catalog.Curation.Desk;

public sealed record DeskComment(long Id, string Author, string Text, DateTimeOffset WrittenAt);
