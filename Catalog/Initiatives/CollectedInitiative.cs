using System.Text.Json.Nodes;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>One initiative as a partner's pages tell it, cleaned, before anything of ours is added.</summary>
/// <param name="Key">What names it at its partner for ever: its page's address, or the partner's own identifier.</param>
/// <param name="PageUrl">The page that people are sent to.</param>
public sealed record CollectedInitiative(string Key, Uri PageUrl, string Title)
{
    public string Summary { get; init; } = "";

    /// <summary>The rest of the text, without the summary.</summary>
    public string Body { get; init; } = "";

    public string? Organisation { get; init; }

    public Uri? Website { get; init; }

    public Uri? ImageUrl { get; init; }

    /// <summary>The place as one line.</summary>
    public string? Address { get; init; }

    public string? Postcode { get; init; }

    /// <summary>WGS 84 degrees.</summary>
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public DateOnly? PublishedOn { get; init; }

    /// <summary>The partner's own labels, in page order, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Fields beyond ours, by the name the recipe gives them.</summary>
    public JsonObject Extra { get; init; } = [];
}
