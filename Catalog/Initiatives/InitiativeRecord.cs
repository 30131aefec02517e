namespace SocialConnect.Catalog.Initiatives;

/// <summary>Everything the page of one initiative says.</summary>
public sealed record InitiativeRecord
{
    public required long Id { get; init; }

    /// <summary>published, draft, gone or merged.</summary>
    public required string Status { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    /// <summary>Paragraphs, parted by line breaks.</summary>
    public required string Body { get; init; }

    public string? Organisation { get; init; }

    public Uri? Website { get; init; }

    public Uri? ImageUrl { get; init; }

    /// <summary>As the partner wrote it.</summary>
    public string? Address { get; init; }

    public bool IsNational { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    /// <summary>From the finest known to the région; empty when the place is not stated.</summary>
    public IReadOnlyList<RecordTerritory> Territories { get; init; } = [];

    public DateOnly? PublishedOn { get; init; }

    public required string PartnerSlug { get; init; }

    public required string PartnerName { get; init; }

    public required Uri PartnerHome { get; init; }

    /// <summary>Where the partner tells it.</summary>
    public required Uri PageUrl { get; init; }

    /// <summary>When the partner's page was last read; for one that is gone, when it was last there.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Since when the partner's page has said the same.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>In force, themes first, in the scheme's order.</summary>
    public IReadOnlyList<RecordCategory> Categories { get; init; } = [];

    /// <summary>As the partner wrote them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Facts corrected by hand, by column.</summary>
    public IReadOnlyDictionary<string, HandEdit> Hand { get; init; } = new Dictionary<string, HandEdit>();
}
