using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Ingestion.Probes;

public sealed class ProbeSettings
{
    public const string Section = "Ingestion:Probes";

    /// <summary>Probes under way at once in this worker.</summary>
    [Range(1, 100)]
    public int AtOnce { get; init; } = 4;

    /// <summary>What somebody is willing to wait.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);
}
