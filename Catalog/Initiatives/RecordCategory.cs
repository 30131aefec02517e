namespace SocialConnect.Catalog.Initiatives;

/// <param name="Facet">theme, audience, stage, approach, scale or content.</param>
/// <param name="Notation">Its own; a sub-theme's is under its theme's.</param>
/// <param name="ParentNotation">Of a sub-theme.</param>
/// <param name="Origin">confirmed, mapped (from the partner's tags) or suggested.</param>
public sealed record RecordCategory(string Facet, string Notation, string? ParentNotation, string Label, string Origin, double Probability, DateTimeOffset? DecidedAt);
