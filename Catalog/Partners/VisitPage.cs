namespace SocialConnect.Catalog.Partners;

/// <summary>One page of a visit: a row of its frontier, then of its log.</summary>
/// <param name="Number">In the order met.</param>
/// <param name="Role">list, detail or sitemap.</param>
public sealed record VisitPage(int Number, string Address, string Role, int Depth)
{
    /// <summary>What the list that led here said of the initiative, as a JSON object of arrays.</summary>
    public string? Carried { get; init; }

    public DateTimeOffset? Changed { get; init; }

    /// <summary>waiting, done, missing, forbidden or failed.</summary>
    public string State { get; init; } = "waiting";

    public int Attempts { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>fetched, unchanged or copy.</summary>
    public string? Origin { get; init; }

    public int? Status { get; init; }

    public int? Bytes { get; init; }

    public int? TookMs { get; init; }

    public int? Items { get; init; }

    /// <summary>Keys of the initiatives found here, as a JSON array.</summary>
    public string? Found { get; init; }

    public string? Message { get; init; }
}

/// <summary>A page's bytes as last fetched.</summary>
/// <param name="Body">Brotli.</param>
public sealed record PageCopy(Guid AddressKey, string Address, string FinalAddress, Guid Digest, byte[] Body)
{
    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    public string? MediaType { get; init; }

    public string? Charset { get; init; }

    public DateTimeOffset FetchedAt { get; init; }
}
