namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>Why an edit cannot be made.</summary>
public enum TaxonomyProblem
{
    /// <summary>The category is not, or no longer, in the scheme in force.</summary>
    UnknownCategory,

    UnknownFacet,

    NoLabel,

    /// <summary>A notation is two to thirty capital letters, digits or hyphens.</summary>
    BadNotation,

    /// <summary>Another category of the facet and level has the notation.</summary>
    NotationTaken,

    /// <summary>Another category of the facet has the label or one of the synonyms.</summary>
    WordTaken,

    /// <summary>A theme with sub-themes cannot become a sub-theme, nor a sub-theme have some.</summary>
    TooDeep,

    /// <summary>A category cannot be merged into, or replaced by, itself or one of another facet.</summary>
    BadTarget,

    /// <summary>A split needs two parts at least, and an heir among them.</summary>
    TooFewParts,

    /// <summary>A theme with sub-themes in use cannot be split or taken out of use without a replacement.</summary>
    HasChildren,

    /// <summary>Somebody has edited the same categories since.</summary>
    ChangedSince,
}
