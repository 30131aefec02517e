namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>All a curator needs to judge one initiative.</summary>
/// <param name="Territories">From the finest to the region.</param>
/// <param name="NewestDecision">0 for none; given back with the verdicts, so that a conflict is noticed.</param>
/// <param name="Choices">What is suggested, mapped or decided; the most probable first.</param>
/// <param name="AssignedTo">Null when it is everybody's.</param>
public sealed record DeskItem(
    long Id,
    string Title,
    string Summary,
    string Body,
    string? Organisation,
    Uri PageUrl,
    string PartnerName,
    string PartnerSlug,
    DateTimeOffset SeenAt,
    bool IsNational,
    IReadOnlyList<string> Territories,
    bool IsChangedSinceRead,
    string? AssignedTo,
    long NewestDecision,
    IReadOnlyList<DeskChoice> Choices,
    IReadOnlyList<DeskTag> Tags,
    IReadOnlyList<DeskNeighbour> Neighbours,
    IReadOnlyList<DeskComment> Comments);
