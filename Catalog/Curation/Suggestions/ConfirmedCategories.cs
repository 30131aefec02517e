namespace SocialConnect.Catalog.Curation.Suggestions;

/// <summary>What curators said of one initiative, in categories in use.</summary>
/// <param name="Title">Names the initiative in a reason.</param>
/// <param name="LastDecidedAt">When the newest of these decisions was taken.</param>
public sealed record ConfirmedCategories(long Initiative, string Title, long[] Accepted, long[] Rejected, DateTimeOffset LastDecidedAt);
