using SocialConnect.Catalog.Initiatives;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>What a page is in a visit.</summary>
public enum PageRole
{
    /// <summary>A page that lists initiatives: HTML, an API's answer, a feed or a file.</summary>
    List,

    /// <summary>The page of one initiative.</summary>
    Detail,

    Sitemap,
}

/// <summary>A page that another one leads to.</summary>
/// <param name="Carried">What the list already said of the initiative, by field.</param>
public sealed record PageLink(Uri Address, PageRole Role, IReadOnlyDictionary<string, IReadOnlyList<string>>? Carried = null)
{
    /// <summary>The address was counted up rather than found: it is followed only from a page that brought something new.</summary>
    public bool IsCounted { get; init; }

    /// <summary>When its sitemap says that it last changed.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>For previews: what <see cref="Carried"/> was before cleaning.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Raw { get; init; }
}

/// <summary>An initiative found on a page.</summary>
/// <param name="Values">All fields as read, by name.</param>
public sealed record FoundInitiative(CollectedInitiative Initiative, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>When its partner last changed it, where the page says so.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>For previews: the fields before cleaning, as this page has them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Raw { get; init; }

    /// <summary>Of a row without a page of its own: what it says, in brief. Two rows that say the same are one initiative, whatever they are numbered.</summary>
    public string? Digest { get; init; }
}

/// <summary>What a page gave.</summary>
public sealed record PageReading(IReadOnlyList<FoundInitiative> Initiatives, IReadOnlyList<PageLink> Links)
{
    public static PageReading Nothing { get; } = new([], []);

    /// <summary>What looked like initiatives and could not be kept: why, in French.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    /// <summary>How many items the page listed, kept or not.</summary>
    public int Items { get; init; }
}
