namespace SocialConnect.Classification;

/// <summary>A tag as the partner wrote it.</summary>
/// <param name="Categories">The keys of the categories that this partner's tag is mapped to; empty when nobody has mapped it.</param>
public sealed record TextTag(string Tag, IReadOnlyList<string> Categories);
