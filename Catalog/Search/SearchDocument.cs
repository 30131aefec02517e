namespace SocialConnect.Catalog.Search;

/// <summary>An initiative as search stores it.</summary>
/// <param name="Number">Dense, from 0; what postings refer to.</param>
/// <param name="FacetValues">Numbers of its values in all facets, "not stated" among them; ascending.</param>
internal sealed record SearchDocument(
    int Number, long InitiativeId, bool IsLive, int[] FacetValues, GeoPoint? Position, DateOnly? PublishedOn, DateOnly SeenOn, IndexedText? Text)
{
    public string Digest => Text?.Digest ?? "";

    /// <summary>The place kept for an initiative that is not published.</summary>
    public static SearchDocument Hidden(int number, long initiative) => new(number, initiative, false, [], null, null, DateOnly.MinValue, null);
}
