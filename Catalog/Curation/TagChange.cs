namespace SocialConnect.Catalog.Curation;

/// <summary>One change of one mapping, as the history keeps it. Changes of one gesture share the batch and are undone together.</summary>
public sealed record TagChange(
    Guid Batch,
    long PartnerId,
    string PartnerName,
    string Tag,
    TagState Before,
    IReadOnlyList<long> CategoriesBefore,
    TagState After,
    IReadOnlyList<long> CategoriesAfter,
    string ChangedBy,
    DateTimeOffset ChangedAt,
    string? UndoneBy);
