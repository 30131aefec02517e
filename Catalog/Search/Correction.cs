namespace SocialConnect.Catalog.Search;

/// <summary>A word of the catalogue that an unknown one may stand for.</summary>
/// <param name="Word">Folded.</param>
/// <param name="Shown">With its accents.</param>
/// <param name="Distance">Slips between the two.</param>
/// <param name="Documents">In how many documents its stem is, those that are hidden included.</param>
internal sealed record Correction(string Word, string Shown, string Stem, long Documents, int Distance = 0);
