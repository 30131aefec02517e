namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>One edit, as the history keeps it.</summary>
/// <param name="Kind">'add', 'words', 'move', 'merge', 'split' or 'deprecate'.</param>
/// <param name="Labels">The labels concerned as they were then, the edited category first.</param>
public sealed record TaxonomyChange(
    long Id, string Kind, IReadOnlyList<string> Labels, string ChangedBy, DateTimeOffset ChangedAt, string? UndoneBy);
