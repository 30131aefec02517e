namespace SocialConnect.Catalog.Search;

/// <summary>What becomes of one document's postings.</summary>
/// <param name="OldStems">Those it is taken out of.</param>
/// <param name="Frequencies">Those it has now, in quarters of a word, with a bit for each passage in which they stand.</param>
internal sealed record TextChange(int Document, IReadOnlyCollection<string> OldStems, IReadOnlyDictionary<string, (int Head, int Text, uint Passages)> Frequencies);
