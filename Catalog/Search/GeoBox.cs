namespace SocialConnect.Catalog.Search;

/// <summary>What a map shows, in WGS 84 degrees.</summary>
public readonly record struct GeoBox(double South, double West, double North, double East)
{
    public bool Contains(GeoPoint point) =>
        point.Latitude >= South && point.Latitude <= North && point.Longitude >= West && point.Longitude <= East;
}
