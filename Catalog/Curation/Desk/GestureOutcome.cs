namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What became of a gesture.</summary>
/// <param name="Id">Null when somebody else was faster: then nothing was stored.</param>
/// <param name="Others">What they had said.</param>
public sealed record GestureOutcome(long? Id, IReadOnlyList<Decision> Others);
