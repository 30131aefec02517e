using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Fetching;

public enum FetchOutcome
{
    Fetched,

    /// <summary>The partner says that nothing has changed since the validators sent.</summary>
    NotModified,

    /// <summary>404 or 410: there is no such page.</summary>
    Missing,

    /// <summary>robots.txt forbids it: it was not asked for.</summary>
    Forbidden,

    /// <summary>It may work later.</summary>
    Failed,

    /// <summary>It will not work later either.</summary>
    Refused,
}

/// <summary>What came of asking for a page.</summary>
/// <param name="Address">Where the last redirect led.</param>
public sealed record FetchedPage(FetchOutcome Outcome, Uri Address)
{
    public int Status { get; init; }

    public byte[] Body { get; init; } = [];

    public string? MediaType { get; init; }

    public string? Charset { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>When the host asked to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For the source editor: why there is no page, in French.</summary>
    public string? Message { get; init; }
}

/// <summary>What to ask for, and what it may cost.</summary>
public sealed record PageRequest(Uri Address)
{
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Of the body, decompressed.</summary>
    public long MaxBytes { get; init; } = 10_000_000;

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two requests to the host; null: the worker's own.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Have a browser show the page, and read what it has made of it.</summary>
    public RenderRecipe? Render { get; init; }

    /// <summary>Whether a redirect may lead to this address.</summary>
    public Func<Uri, bool>? MayFollow { get; init; }
}
