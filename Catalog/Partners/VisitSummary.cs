namespace SocialConnect.Catalog.Partners;

/// <summary>A visit as source editors see it.</summary>
/// <param name="State">asked, running, done, failed, stopped or quarantined.</param>
public sealed record VisitSummary(long Id, long PartnerId, VisitKind Kind, string State)
{
    public DateTimeOffset AskedAt { get; init; }

    public string? AskedBy { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? StopAskedAt { get; init; }

    /// <summary>Put off by the recipe's hours: not before this.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public VisitCounts Counts { get; init; }

    public int Gone { get; init; }

    public bool IsComplete { get; init; }

    public int? RecipeVersion { get; init; }

    /// <summary>One French sentence; null when all went well.</summary>
    public string? Message { get; init; }

    public VisitReport Report { get; init; } = VisitReport.Empty;

    public bool IsOver => State is not ("asked" or "running");

    /// <summary>Initiatives read, whatever they meant for the catalogue.</summary>
    public int Read => Report.Items > 0 ? Report.Items : Counts.Added + Counts.Changed + Counts.Unchanged;
}
