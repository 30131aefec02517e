namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>A category a curator is asked about.</summary>
/// <param name="Probability">Null when it is not suggested: then a partner's tag or a curator brought it in.</param>
/// <param name="Model">Which model suggested it.</param>
/// <param name="IsSure">The classifier would apply it unasked.</param>
/// <param name="Origin">'confirmed', 'mapped' or 'suggested' when it is in force now.</param>
/// <param name="Verdict">The last decision that counts.</param>
public sealed record DeskChoice(
    long CategoryId,
    float? Probability,
    string? Model,
    bool IsSure,
    IReadOnlyList<DeskReason> Reasons,
    string? Origin,
    Decision? Verdict);
