namespace SocialConnect.Catalog.Partners;

public enum VisitKind
{
    /// <summary>Collects the partner.</summary>
    Visit,

    /// <summary>Reads the pages kept from earlier visits again, without asking the partner for anything.</summary>
    Reread,
}

/// <summary>A visit that this worker has taken on.</summary>
/// <param name="Owner">Names this claim: whoever holds another one may no longer write for this visit.</param>
/// <param name="PartnerId">Null for a trial of a recipe, which stores nothing.</param>
/// <param name="RecipeJson">The partner's in force when the visit began.</param>
public sealed record VisitClaim(long Id, long? PartnerId, string? PartnerName, VisitKind Kind, string Owner, string RecipeJson)
{
    /// <summary>The partner has had a good visit before: what this one reads is applied at its end, if the pages still make sense.</summary>
    public bool HasHistory { get; init; }

    /// <summary>It was begun before: its frontier is written down.</summary>
    public bool IsResumed { get; init; }
}

/// <summary>What a visit has done so far.</summary>
public readonly record struct VisitCounts(int Pages, int Added, int Changed, int Unchanged, int Failed, int Rejected)
{
    public static VisitCounts operator +(VisitCounts left, VisitCounts right) =>
        new(left.Pages + right.Pages, left.Added + right.Added, left.Changed + right.Changed, left.Unchanged + right.Unchanged, left.Failed + right.Failed, left.Rejected + right.Rejected);

    public static VisitCounts Add(VisitCounts left, VisitCounts right) => left + right;
}
