namespace SocialConnect.Catalog.Taxonomy;

/// <summary>A whole scheme as it was at one edition: read once, then asked without the database.</summary>
public sealed class Scheme
{
    private readonly Dictionary<long, Category> _byId;
    private readonly Dictionary<(string Facet, string Path), Category> _byPath;
    private readonly ILookup<long, Category> _children;
    private readonly ILookup<string, LabelMatch> _byKey;

    /// <param name="categories">In display order: facet by facet, each theme followed by its sub-themes.</param>
    public Scheme(long id, string name, int version, int edition, IReadOnlyDictionary<string, string> names, IReadOnlyList<Facet> facets, IReadOnlyList<Category> categories)
    {
        (Id, Name, Version, Edition, Names, Facets, Categories) = (id, name, version, edition, names, facets, categories);
        _byId = categories.ToDictionary(category => category.Id);
        _byPath = categories.ToDictionary(category => (category.Facet, category.Path));
        _children = categories.Where(category => category.ParentId is not null).ToLookup(category => category.ParentId!.Value);
        _byKey = categories.Where(category => !category.IsDeprecated)
            .SelectMany(Keys)
            .ToLookup(pair => pair.Key, pair => pair.Match);
    }

    public long Id { get; }

    public string Name { get; }

    public int Version { get; }

    /// <summary>Grows at every edit.</summary>
    public int Edition { get; }

    /// <summary>The scheme's own name by language.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    public IReadOnlyList<Facet> Facets { get; }

    /// <summary>All categories, deprecated ones included, in display order.</summary>
    public IReadOnlyList<Category> Categories { get; }

    /// <summary>The first level of the facet of themes, in order, without deprecated ones.</summary>
    public IEnumerable<Category> Themes => Roots(Facet.Theme);

    public Category? Find(long id) => _byId.GetValueOrDefault(id);

    /// <param name="path">'TER' or 'TER/MOB'.</param>
    public Category? Find(string facet, string path) => _byPath.GetValueOrDefault((facet, path));

    public Facet? FindFacet(string key) => Facets.FirstOrDefault(facet => facet.Key == key);

    /// <summary>First-level categories of a facet that are in use.</summary>
    public IEnumerable<Category> Roots(string facet) =>
        Categories.Where(category => category.Facet == facet && category.Level == 1 && !category.IsDeprecated);

    /// <summary>Sub-categories in use.</summary>
    public IEnumerable<Category> Children(Category category) => _children[category.Id].Where(child => !child.IsDeprecated);

    public Category? Parent(Category category) => category.ParentId is { } parent ? Find(parent) : null;

    /// <summary>The category itself, or the one that stands for it since it was deprecated.</summary>
    /// <returns>Null when it was deprecated without a replacement.</returns>
    public Category? InUse(Category category)
    {
        var current = category;
        for (var steps = 0; current is { IsDeprecated: true } && steps < 20; steps++)
        {
            current = current.ReplacedBy is { } next ? Find(next) : null;
        }

        return current is { IsDeprecated: false } ? current : null;
    }

    /// <summary>Categories whose label or synonym, in any language, is this text but for case, accents, hyphens, plural and little words. Labels come first.</summary>
    /// <remarks>When a theme and its sub-theme share the label, both are returned.</remarks>
    public IReadOnlyList<LabelMatch> Matching(string text)
    {
        var key = LabelKey.Of(text);
        return key.Length == 0 ? [] : [.. _byKey[key].OrderBy(match => match.IsLabel ? 0 : 1).ThenBy(match => match.Category.Level)];
    }

    private static IEnumerable<(string Key, LabelMatch Match)> Keys(Category category)
    {
        var labels = category.Labels.Values.Select(label => (Text: label, IsLabel: true));
        var synonyms = category.Synonyms.Values.SelectMany(words => words).Select(word => (Text: word, IsLabel: false));
        return labels.Concat(synonyms)
            .Select(label => (Key: LabelKey.Of(label.Text), Match: new LabelMatch(category, label.Text, label.IsLabel)))
            .Where(pair => pair.Key.Length > 0)
            .DistinctBy(pair => pair.Key);
    }
}
