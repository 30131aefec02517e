namespace SocialConnect.Catalog.Partners;

/// <summary>An organisation that publishes initiatives.</summary>
/// <param name="RecipeVersion">The version of its recipe in force; null until one has been saved.</param>
public sealed record Partner(long Id, string Slug, string Name, Uri HomeUrl, string Description, int? RecipeVersion, DateTimeOffset? PausedAt);
