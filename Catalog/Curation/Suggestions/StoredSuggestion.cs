namespace SocialConnect.Catalog.Curation.Suggestions;

/// <summary>A suggestion to be stored.</summary>
/// <param name="Reasons">JSON: [{"witness","text","weight"}].</param>
public sealed record StoredSuggestion(long Initiative, long Category, float Probability, bool IsSure, string Reasons);
