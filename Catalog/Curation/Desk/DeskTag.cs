namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>A partner's tag on the initiative, what it is mapped to, and how far curators agree.</summary>
/// <param name="Categories">Those in use that it is mapped to.</param>
/// <param name="Judged">For how many initiatives that bear it a curator has judged one of these categories.</param>
/// <param name="Agreed">For how many of them they accepted it.</param>
public sealed record DeskTag(string Tag, TagState State, IReadOnlyList<long> Categories, int Judged, int Agreed);
