namespace SocialConnect.Catalog.Taxonomy;

/// <summary>One scheme of the list of schemes.</summary>
/// <param name="Title">Its name in French.</param>
/// <param name="Categories">How many are in use.</param>
public sealed record SchemeSummary(long Id, string Name, int Version, string Title, bool IsActive, int Edition, int Categories, DateTimeOffset ImportedAt);
