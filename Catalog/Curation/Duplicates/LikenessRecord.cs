namespace SocialConnect.Catalog.Curation.Duplicates;

/// <summary>What of an initiative tells whether it is another one.</summary>
/// <param name="Territories">Its territory and those around it, the finest first; empty when its place is not known.</param>
public sealed record LikenessRecord(long Id, long Partner, string Title, string Summary, string? Organisation, string? Website, IReadOnlyList<string> Territories);
