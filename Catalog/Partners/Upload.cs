namespace SocialConnect.Catalog.Partners;

/// <summary>A file handed in through the portal.</summary>
/// <param name="Address">As a recipe's "start" names it.</param>
public sealed record Upload(Guid Id, string Name, long Bytes, Uri Address, DateTimeOffset UploadedAt);
