using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Ingestion.Suggesting;

public sealed class SuggestingOptions
{
    public const string Section = "Suggesting";

    /// <summary>How often a worker looks whether the classifier should be trained again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LooksEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The classifier is trained again when the confirmed initiatives have grown by this share…</summary>
    [Range(0.01, 10)]
    public double TrainsAgainAfterGrowth { get; init; } = 0.1;

    /// <summary>…and by this many at least.</summary>
    [Range(1, 10_000)]
    public int TrainsAgainAfterAtLeast { get; init; } = 10;

    /// <summary>How many initiatives tell common words from rare ones.</summary>
    [Range(100, 1_000_000)]
    public int ReadsAtMost { get; init; } = 5_000;
}
