namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What a curator did with one initiative in one go.</summary>
/// <param name="Key">What its form was made with; shared by the initiatives of a bulk gesture.</param>
public sealed record DeskGesture(
    long Id,
    Guid Key,
    long InitiativeId,
    string Title,
    string Curator,
    GestureKind Kind,
    DateTimeOffset DoneAt,
    IReadOnlyList<long> Accepted,
    IReadOnlyList<long> Rejected,
    DateTimeOffset? UndoneAt)
{
    public bool IsUndone => UndoneAt is not null;
}
