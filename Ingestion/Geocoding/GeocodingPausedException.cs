using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Ingestion.Geocoding;

/// <summary>The address service cannot be asked for now.</summary>
public sealed class GeocodingPausedException(string reason) : StepPausedException(reason);
