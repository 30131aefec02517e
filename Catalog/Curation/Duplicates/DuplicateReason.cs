namespace SocialConnect.Catalog.Curation.Duplicates;

/// <summary>What two initiatives have in common, or what parts them.</summary>
/// <param name="Weight">In log-odds: above 0 for one initiative, below 0 for two.</param>
public sealed record DuplicateReason(DuplicateReasonKind Kind, double Weight);

public enum DuplicateReasonKind
{
    /// <summary>The names they go by.</summary>
    Name,

    /// <summary>The whole titles.</summary>
    Title,

    Organisation,

    Website,

    /// <summary>The same commune, one territory within the other, or two apart.</summary>
    Place,

    /// <summary>Words of the summaries.</summary>
    Text,

    /// <summary>The vectors of the active embedding model.</summary>
    Meaning,

    /// <summary>A partner seldom lists an initiative twice.</summary>
    Partner,
}
