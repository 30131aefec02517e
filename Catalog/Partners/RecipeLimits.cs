namespace SocialConnect.Catalog.Partners;

/// <summary>What a visit may cost the partner and us.</summary>
public sealed record RecipeLimits
{
    public int Pages { get; init; } = 20_000;

    public int Items { get; init; } = 100_000;

    /// <summary>Links followed from a start address: what ends an endless calendar.</summary>
    public int Depth { get; init; } = 1_000;

    /// <summary>Of one page, decompressed.</summary>
    public long Bytes { get; init; } = 10_000_000;

    /// <summary>Of one request.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two requests to a host; the partner's Crawl-delay counts where it is longer. Null: the worker's own pace.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Requests under way at once.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>Hours of the day, in France, between which pages may be asked for. Null: any time.</summary>
    public HourWindow? Hours { get; init; }
}

/// <summary>From an hour to another, which may be past midnight.</summary>
public readonly record struct HourWindow(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => From <= To ? time >= From && time < To : time >= From || time < To;

    public override string ToString() => $"{From:HH\\:mm}-{To:HH\\:mm}";
}
