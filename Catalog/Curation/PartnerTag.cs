namespace SocialConnect.Catalog.Curation;

/// <summary>A label as a partner wrote it, and what it has been mapped to for that partner.</summary>
/// <param name="Initiatives">How many published initiatives of the partner bear it.</param>
/// <param name="Examples">Up to three of them.</param>
/// <param name="DecidedBy">Who mapped or ignored it; null for an automatic mapping.</param>
public sealed record PartnerTag(
    long PartnerId,
    string PartnerSlug,
    string PartnerName,
    string Tag,
    TagState State,
    IReadOnlyList<long> Categories,
    int Initiatives,
    IReadOnlyList<TagExample> Examples,
    string? DecidedBy,
    DateTimeOffset? DecidedAt);
