namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>One change that a curator wants made to the scheme in force.</summary>
public abstract record TaxonomyEdit
{
    private TaxonomyEdit()
    {
    }

    /// <summary>A new category, last among its siblings.</summary>
    /// <param name="ParentId">Its theme; null for a first-level category.</param>
    public sealed record Add(string Facet, long? ParentId, string Notation, CategoryWords Words) : TaxonomyEdit;

    /// <summary>Its labels, definitions, synonyms and expressions, whole. A label that is given up stays as a synonym.</summary>
    public sealed record Reword(long CategoryId, CategoryWords Words) : TaxonomyEdit;

    /// <summary>Under another theme, or to the first level, and before a sibling.</summary>
    /// <param name="BeforeId">Null for the last place.</param>
    public sealed record Move(long CategoryId, long? ParentId, long? BeforeId) : TaxonomyEdit;

    /// <summary>Everything filed under the one counts for the other from now on; its words and sub-categories go over.</summary>
    public sealed record Merge(long CategoryId, long IntoId) : TaxonomyEdit;

    /// <summary>Several new categories in its place, each with the synonyms named; tags that say one of them go there, all else to the heir.</summary>
    /// <param name="HeirPlace">Which part stands for the category from now on, counted from 0.</param>
    public sealed record Split(long CategoryId, IReadOnlyList<SplitPart> Parts, int HeirPlace) : TaxonomyEdit;

    /// <summary>Out of use, with or without another that stands for it.</summary>
    public sealed record Deprecate(long CategoryId, long? ReplacementId) : TaxonomyEdit;
}
