namespace SocialConnect.Catalog.Curation.Quality;

/// <summary>What may be wrong with an initiative.</summary>
public enum QualityKind
{
    /// <summary>Hardly any text.</summary>
    NoText,

    /// <summary>No territory, and not for the whole country.</summary>
    NoPlace,

    /// <summary>No theme in force.</summary>
    NoTheme,

    /// <summary>No organisation.</summary>
    NoOrganisation,

    /// <summary>What its partner tells of its place contradicts itself.</summary>
    Misplaced,

    /// <summary>Published in the future, or before associations had a law.</summary>
    OddDate,

    /// <summary>Its website was not there twice in a row, a day apart, or has an address that no browser can follow.</summary>
    DeadLink,

    /// <summary>Its page was not found at its partner's last visit.</summary>
    NotFound,

    /// <summary>A field corrected by hand that the partner has changed since.</summary>
    SourceChanged,
}
