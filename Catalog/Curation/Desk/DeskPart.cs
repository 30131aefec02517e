namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>Which initiatives the desk's queue offers.</summary>
public enum DeskPart
{
    /// <summary>Never read by a curator, or changed since.</summary>
    Open,

    /// <summary>Never read by a curator.</summary>
    New,

    /// <summary>Read by a curator, and changed since.</summary>
    Changed,

    /// <summary>Two curators say opposite things, or the partner's tag says what the suggestions doubt.</summary>
    Disagreement,

    /// <summary>One in five of those that somebody else has read, to be read without seeing what they said: agreement is measured on these.</summary>
    SecondReading,

    /// <summary>Assigned to the curator.</summary>
    Assigned,

    /// <summary>Not asked about again.</summary>
    Muted,
}
