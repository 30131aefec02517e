namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>What an edit changes in the catalogue.</summary>
/// <param name="Tags">Partner tags whose mapping changes.</param>
/// <param name="Initiatives">Initiatives whose categories change; where there are too many to work out at once, those that may change.</param>
/// <param name="IsExact">False when the initiatives are an upper bound.</param>
/// <param name="Counts">Initiatives per category before and after, for categories where that differs.</param>
public sealed record EditEffect(int Tags, int Initiatives, bool IsExact, IReadOnlyList<CategoryCount> Counts);
