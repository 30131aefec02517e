namespace SocialConnect.Catalog.Initiatives;

/// <param name="Initiatives">Published ones.</param>
/// <param name="Partners">Those with at least one published initiative.</param>
/// <param name="Departements">Those where at least one published initiative is known to be.</param>
/// <param name="UpdatedAt">When a partner was last visited to the end; null in an empty catalogue.</param>
public sealed record CatalogueFigures(int Initiatives, int Partners, int Departements, DateTimeOffset? UpdatedAt);
