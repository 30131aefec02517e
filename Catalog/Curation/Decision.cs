namespace SocialConnect.Catalog.Curation;

/// <summary>What a curator said of one category of one initiative.</summary>
/// <param name="Probability">What had been suggested then; null when the curator thought of the category unprompted.</param>
/// <param name="Model">Which model had suggested it.</param>
public sealed record Decision(
    long Id,
    long InitiativeId,
    long CategoryId,
    bool IsAccepted,
    string DecidedBy,
    DateTimeOffset DecidedAt,
    float? Probability,
    string? Model,
    DateTimeOffset? UndoneAt,
    string? UndoneBy);
