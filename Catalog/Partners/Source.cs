namespace SocialConnect.Catalog.Partners;

/// <summary>A partner as source editors see it.</summary>
/// <param name="Published">Its published initiatives.</param>
public sealed record Source(Partner Partner, string? Schedule, DateTimeOffset? NextVisitAt, int Published)
{
    /// <summary>The last visit that is over.</summary>
    public VisitSummary? Last { get; init; }

    /// <summary>The visit that is under way, or waits for a worker.</summary>
    public VisitSummary? Current { get; init; }

    /// <summary>The site has changed under the recipe, and nobody has yet said what to do.</summary>
    public bool HasDrifted => Last?.State == "quarantined";

    public bool IsPaused => Partner.PausedAt is not null;
}
