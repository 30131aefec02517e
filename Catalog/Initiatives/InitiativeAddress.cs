using SocialConnect.Catalog.Search;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>Where an initiative is shown. The id decides; the words are for people, and may change with the title.</summary>
public static class InitiativeAddress
{
    private const int LongestSlug = 80;

    /// <returns>A path such as "/initiatives/12/part-age-village".</returns>
    public static string Of(long id, string title) => $"/initiatives/{id}/{Slug(title)}";

    /// <summary>The title's letters and digits, folded, in groups parted by hyphens; "initiative" when it has none.</summary>
    public static string Slug(string title)
    {
        var slug = new string([.. FrenchAnalyzer.Fold(title).Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-')]);
        slug = string.Join('-', slug.Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (slug.Length > LongestSlug)
        {
            slug = slug[..LongestSlug];
            slug = slug.LastIndexOf('-') is > LongestSlug / 2 and var end ? slug[..end] : slug;
        }

        return slug.Length > 0 ? slug : "initiative";
    }
}
