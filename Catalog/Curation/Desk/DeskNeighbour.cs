namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>A confirmed initiative that resembles the one at hand.</summary>
/// <param name="Likeness">Inner product of their vectors in the active model; 1 for the same.</param>
/// <param name="Categories">What curators confirmed for it.</param>
public sealed record DeskNeighbour(long Id, string Title, double Likeness, IReadOnlyList<long> Categories, DateTimeOffset ConfirmedAt);
