using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Ingestion.Rendering;

public sealed class RenderingOptions
{
    public const string Section = "Ingestion:Rendering";

    /// <summary>Of Chromium, such as /usr/bin/chromium. Without it, recipes that ask for a browser fail and say so.</summary>
    public string? Executable { get; init; }

    /// <summary>Pages open at once in this worker.</summary>
    [Range(1, 32)]
    public int AtOnce { get; init; } = 2;

    /// <summary>A rendered page costs its host many requests: so many of them an hour and no more.</summary>
    [Range(1, 100_000)]
    public int PagesPerHostAndHour { get; init; } = 200;

    /// <summary>What one page may ask for: scripts, styles and answers.</summary>
    [Range(1, 10_000)]
    public int RequestsPerPage { get; init; } = 150;
}
