namespace SocialConnect.Catalog.Search;

/// <summary>One changed document on its way into the columns.</summary>
internal sealed record ColumnRow(
    int Number, long InitiativeId, bool IsLive, int[] Values, GeoPoint? Position, int Day, float HeadLength, float TextLength, string TitleKey);
