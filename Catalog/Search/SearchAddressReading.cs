namespace SocialConnect.Catalog.Search;

/// <summary>What an address asks for.</summary>
/// <param name="Problems">One French sentence for each part that could not be used; shown to the visitor, while the rest is searched.</param>
public sealed record SearchAddressReading(SearchRequest Request, IReadOnlyList<string> Problems);
