namespace SocialConnect.Catalog.Curation;

/// <summary>Which tags of the queue to show.</summary>
/// <param name="PartnerSlug">One partner's only.</param>
/// <param name="Text">Part of the tag, whatever its case and accents.</param>
public sealed record TagFilter(TagState? State = null, string? PartnerSlug = null, string? Text = null, int Offset = 0, int Count = 50);
