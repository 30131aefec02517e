namespace SocialConnect.Catalog.Curation.Suggestions;

/// <summary>What of an initiative suggestions are made from.</summary>
/// <param name="Partner">Its partner's slug: texts of one partner resemble each other.</param>
/// <param name="Tags">The partner's tags but for those that a curator ignores, with the categories in use that each is mapped to.</param>
public sealed record SuggestionText(
    long Initiative, string Title, string Body, string Partner, IReadOnlyList<(string Tag, long[] Categories)> Tags);
