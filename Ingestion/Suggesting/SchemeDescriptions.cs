using System.Globalization;
using SocialConnect.Catalog.Curation.Suggestions;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Classification;

namespace SocialConnect.Ingestion.Suggesting;

/// <summary>The catalogue's words for the classifier: categories, texts and decisions, keyed by the categories' ids.</summary>
internal static class SchemeDescriptions
{
    private const string French = "fr";

    /// <summary>Every category in use, all facets.</summary>
    public static List<CategoryDescription> Of(Scheme scheme) =>
        [.. scheme.Categories.Where(category => !category.IsDeprecated).Select(category => Describe(scheme, category))];

    public static string Key(long category) => category.ToString(CultureInfo.InvariantCulture);

    public static long Id(string key) => long.Parse(key, CultureInfo.InvariantCulture);

    public static ClassifiableText ToText(SuggestionText text) => new(text.Title, text.Body)
    {
        Source = text.Partner,
        Tags = [.. text.Tags.Select(tag => new TextTag(tag.Tag, [.. tag.Categories.Select(Key)]))],
    };

    /// <summary>
    /// The categories nobody has said yes or no to: all of a facet of which nothing was accepted, and the sub-themes of a theme that was accepted without any of them.
    /// Whoever accepted some categories of a facet has seen the others and left them.
    /// </summary>
    public static List<long> OpenCategories(Scheme scheme, ConfirmedCategories confirmed)
    {
        var accepted = confirmed.Accepted.Select(scheme.Find).OfType<Category>().ToList();
        var facets = accepted.Select(category => category.Facet).ToHashSet();
        var undivided = accepted.Where(category => category.ParentId is null && !accepted.Any(below => below.ParentId == category.Id)).Select(category => category.Id).ToHashSet();
        return [.. scheme.Categories
            .Where(category => !category.IsDeprecated && (!facets.Contains(category.Facet) || (category.ParentId is { } parent && undivided.Contains(parent))))
            .Select(category => category.Id)
            .Except(confirmed.Accepted)
            .Except(confirmed.Rejected)];
    }

    private static CategoryDescription Describe(Scheme scheme, Category category) => new(Key(category.Id), category.Label)
    {
        Facet = category.Facet,
        Synonyms = category.SynonymsIn(French),
        Expressions = category.ExpressionsIn(French),
        Definition = category.DefinitionIn(French) ?? "",
        Parent = scheme.Parent(category) is { IsDeprecated: false } parent ? Key(parent.Id) : null,
        Below = [.. scheme.Children(category).Select(child => Describe(scheme, child))],
    };
}
