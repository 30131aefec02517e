namespace SocialConnect.Catalog.Curation;

/// <summary>What a proposal for a tag rests on.</summary>
public enum TagWitness
{
    /// <summary>The tag is the category's label.</summary>
    Label,

    /// <summary>The tag is a synonym of the category.</summary>
    Synonym,

    /// <summary>One part of a tag that names several things is a label or synonym.</summary>
    Part,

    /// <summary>The tag contains a label or synonym.</summary>
    Contained,

    /// <summary>Curators mapped the same tag so for other partners.</summary>
    SameTag,

    /// <summary>A tag spelt alike is mapped so for another partner.</summary>
    SimilarTag,

    /// <summary>A tag spelt alike is mapped so for the same partner.</summary>
    SimilarOwnTag,

    /// <summary>Initiatives that bear the tag were confirmed in the category.</summary>
    Confirmed,
}
