namespace SocialConnect.Catalog.Curation;

/// <summary>What has been decided about a partner's tag.</summary>
public enum TagState
{
    /// <summary>Waits for a curator.</summary>
    Unmapped,

    /// <summary>Mapped by an exact match with a label or synonym; a curator may correct it.</summary>
    Automatic,

    /// <summary>Mapped by a curator.</summary>
    Mapped,

    /// <summary>A curator said that it means nothing for us.</summary>
    Ignored,
}
