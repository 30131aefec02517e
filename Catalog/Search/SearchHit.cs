namespace SocialConnect.Catalog.Search;

/// <summary>One initiative found, ready for a card.</summary>
public sealed record SearchHit
{
    public required long Id { get; init; }

    public required Excerpt Title { get; init; }

    /// <summary>The passage that answers best, or the beginning of the summary.</summary>
    public required Excerpt Snippet { get; init; }

    public required string PartnerSlug { get; init; }

    public required string PartnerName { get; init; }

    public required Uri PageUrl { get; init; }

    public Uri? ImageUrl { get; init; }

    public string? Organisation { get; init; }

    /// <summary>The finest territory known: "Guéret", "Creuse".</summary>
    public string? Place { get; init; }

    /// <summary>The one around the commune that <see cref="Place"/> names.</summary>
    public string? Departement { get; init; }

    public string? TerritoryCode { get; init; }

    public bool IsNational { get; init; }

    public GeoPoint? Position { get; init; }

    /// <summary>From <see cref="SearchRequest.Near"/>.</summary>
    public double? DistanceKm { get; init; }

    public DateOnly? PublishedOn { get; init; }

    /// <summary>When the partner's page was last read.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Since when it says the same.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Categories in force, themes first.</summary>
    public IReadOnlyList<HitCategory> Categories { get; init; } = [];

    /// <summary>Comparable within one answer only.</summary>
    public double Score { get; init; }

    public required HitReason Reason { get; init; }
}
