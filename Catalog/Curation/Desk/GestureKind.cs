namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What a curator did with an initiative.</summary>
public enum GestureKind
{
    /// <summary>Read it and gave verdicts.</summary>
    Decided,

    /// <summary>Left it for somebody else, or for when it has changed.</summary>
    Skipped,

    /// <summary>Does not want anybody to be asked about it again.</summary>
    Muted,

    /// <summary>Accepted some of its suggestions together with those of others.</summary>
    Bulk,
}
