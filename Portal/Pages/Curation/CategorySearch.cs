using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>The categories that somebody may mean who types a few letters.</summary>
public static class CategorySearch
{
    private const int Most = 8;

    /// <returns>One when the text is exactly a label or synonym, else those with a word that starts so: in labels first, then in synonyms and everyday expressions.</returns>
    public static IReadOnlyList<Category> Find(Scheme scheme, string text)
    {
        var exact = scheme.Matching(text);
        if (exact.Count > 0)
        {
            var meant = exact.Where(match => match.IsLabel == exact[0].IsLabel).Select(match => match.Category).DistinctBy(category => category.Id).ToList();
            // « Sport » is a theme and its only sub-theme: the finer one says both.
            return [.. meant.Where(one => !meant.Exists(other => other.ParentId == one.Id))];
        }

        var typed = FrenchAnalyzer.Fold(text.Trim());
        return typed.Length == 0
            ? []
            : [.. scheme.Categories
                .Where(category => !category.IsDeprecated)
                .Select(category => (Category: category, Place: Place(category, typed)))
                .Where(found => found.Place > 0)
                .OrderBy(found => found.Place)
                .Select(found => found.Category)
                .Take(Most)];
    }

    // 1 in the label, 2 in a synonym or an expression, 0 nowhere.
    private static int Place(Category category, string typed) =>
        Has(category.Label, typed) ? 1
        : category.SynonymsIn("fr").Concat(category.ExpressionsIn("fr")).Any(word => Has(word, typed)) ? 2
        : 0;

    private static bool Has(string label, string typed)
    {
        var folded = " " + FrenchAnalyzer.Fold(label).Replace('\'', ' ').Replace('-', ' ');
        return folded.Contains(" " + typed, StringComparison.Ordinal);
    }
}
