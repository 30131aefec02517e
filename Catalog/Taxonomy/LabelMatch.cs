namespace SocialConnect.Catalog.Taxonomy;

/// <summary>A category found by one of its labels.</summary>
/// <param name="Text">The label or synonym as the scheme writes it.</param>
/// <param name="IsLabel">True for a preferred label, false for a synonym.</param>
public sealed record LabelMatch(Category Category, string Text, bool IsLabel);
