namespace SocialConnect.Catalog.Taxonomy;

/// <summary>What names a category within a scheme, written 'theme:TER/MOB' or, for a theme, 'TER/MOB'.</summary>
public sealed record CategoryName(string Facet, string? Parent, string Notation)
{
    /// <summary>The notations, without the facet: 'TER/MOB'.</summary>
    public string Path => Parent is null ? Notation : $"{Parent}/{Notation}";

    public static CategoryName Of(Category category) =>
        category.Path.Split('/') is [var parent, var notation] ? new(category.Facet, parent, notation) : new(category.Facet, null, category.Notation);

    public static CategoryName Parse(string text)
    {
        var (facet, path) = text.Split(':', 2) is [var before, var after] ? (before.Trim(), after.Trim()) : (Taxonomy.Facet.Theme, text.Trim());
        return path.Split('/', 2) is [var parent, var notation] ? new(facet, parent.Trim(), notation.Trim()) : new(facet, null, path);
    }

    public override string ToString() => $"{Facet}:{Path}";
}
