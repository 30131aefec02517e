namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>One of the categories that a category is split into.</summary>
public sealed record SplitPart(string Notation, string Label, string? EnglishLabel, IReadOnlyList<string> Synonyms);
