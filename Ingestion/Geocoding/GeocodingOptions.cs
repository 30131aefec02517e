using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Ingestion.Geocoding;

/// <summary>The service that knows where addresses are. Off until an endpoint is set.</summary>
public sealed class GeocodingOptions
{
    public const string Section = "Geocoding";

    /// <summary>The address of a search in the manner of the Base Adresse Nationale: 'https://data.geopf.fr/geocodage/search'. It may be one's own on a private network.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>From an answer to the next question, in this worker.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(0.1);

    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How sure the service must be, from 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double LeastScore { get; init; } = 0.6;

    /// <summary>After this long an address is asked about again.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(365);
}
