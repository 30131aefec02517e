namespace SocialConnect.Catalog.Search;

/// <param name="Factor">From 0 to 1: how much less it says than the word itself.</param>
/// <param name="IsRelated">Told in everyday words, not typed.</param>
internal sealed record Alternative(string Stem, double Factor, bool IsRelated);
