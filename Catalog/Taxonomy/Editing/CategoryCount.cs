namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>How many published initiatives a category has before and after an edit.</summary>
public sealed record CategoryCount(long CategoryId, string Label, int Before, int After);
