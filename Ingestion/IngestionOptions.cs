using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Ingestion;

public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>The first word of the User-Agent, by which robots.txt addresses us.</summary>
    [Required, RegularExpression("^[A-Za-z_-]+$")]
    public string RobotName { get; init; } = "SocialConnect";

    /// <summary>A page or mail address, sent with every request, so that a partner can reach us before blocking us.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Between two requests to a host, unless the recipe says otherwise or the partner asks for more.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What no recipe can go below. Hosts on this machine's loopback are exempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan LeastDelay { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Lets visits reach 127.0.0.1, for sample sites and tests. Never on in production: a recipe could read what only this machine may.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>Visits under way at once in this worker.</summary>
    [Range(1, 1000)]
    public int Visits { get; init; } = 8;

    /// <summary>A folder with one file a partner ({"name", "home", "description", "recipe"}), read at start; what has changed is saved and visited.</summary>
    public string? PartnersFolder { get; init; }

    /// <summary>How often a partner is visited that has no schedule of its own.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan VisitEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often a website that an initiative names is asked whether it is still there.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan WebsitesEvery { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Before a page that failed is asked for again; four times as long at each further attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    public string UserAgent => Contact.Length == 0 ? $"{RobotName}/0.1" : $"{RobotName}/0.1 (+{Contact})";
}
