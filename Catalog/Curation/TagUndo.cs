namespace SocialConnect.Catalog.Curation;

/// <summary>What undoing a batch came to.</summary>
/// <param name="Undone">How many mappings are as they were before.</param>
/// <param name="ChangedSince">Tags that somebody has decided on again since: they are left as they are.</param>
public sealed record TagUndo(int Undone, IReadOnlyList<string> ChangedSince);
