namespace SocialConnect.Catalog.Curation.Suggestions;

/// <summary>A classifier that was trained once, without its parameters.</summary>
/// <param name="Confirmed">How many confirmed initiatives it learned from.</param>
/// <param name="Texts">How many initiatives there were, confirmed or not.</param>
/// <param name="EmbeddingModelId">By which vectors it knows neighbours; null when it compares words.</param>
/// <param name="Metrics">JSON: how it did on confirmed initiatives it had not seen, and against its predecessor.</param>
/// <param name="PromotedAt">When it last came into force; null when it never did.</param>
public sealed record KnownClassifier(
    long Id,
    string Name,
    long SchemeId,
    int SchemeEdition,
    int Confirmed,
    int Texts,
    long? EmbeddingModelId,
    string Metrics,
    DateTimeOffset TrainedAt,
    bool IsActive,
    DateTimeOffset? PromotedAt,
    string? PromotedBy);
