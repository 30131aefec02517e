using System.Text.RegularExpressions;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>A recipe made ready once, then used on every page of a visit, from many threads.</summary>
internal sealed class CompiledRecipe
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    // What an entry of a feed gives without being told; a recipe's own selectors come first.
    private static readonly Dictionary<string, string> FeedFields = new()
    {
        ["title"] = "title",
        ["summary"] = "summary",
        ["body"] = "content",
        ["tags"] = "categories",
        ["published"] = "published",
        ["updated"] = "updated",
        ["image"] = "image",
    };

    private readonly List<Regex> _include;
    private readonly List<Regex> _exclude;
    private readonly HashSet<string> _hosts;

    public CompiledRecipe(Recipe recipe)
    {
        Recipe = recipe;
        Usual = recipe.Kind is RecipeKind.Api or RecipeKind.File or RecipeKind.Feed ? SelectorLanguage.Json : SelectorLanguage.Css;
        var isFeed = recipe.Kind == RecipeKind.Feed;
        Items = recipe.Items is { } items ? Selector.Of(items, Usual) : isFeed ? Selector.Of("entries", Usual) : null;
        Link = recipe.Link is { } link ? Field("link", link) : isFeed ? Field("link", FieldRecipe.Of("link")) : null;
        Key = recipe.Key is { } key ? Field("key", key) : null;
        Next = recipe.Next?.Select is { } next ? Selector.Of(next, Usual) : isFeed ? Selector.Of("next", Usual) : null;
        Fragment = recipe.Fragment is { } fragment ? Selector.Of(fragment, SelectorLanguage.Json) : null;
        Fields = Compile(recipe.Fields, recipe.Extra, recipe.Auto, Usual);
        if (isFeed)
        {
            Fields = [.. Fields, .. FeedFields.Where(field => !recipe.Fields.ContainsKey(field.Key)).Select(field => Field(field.Key, FieldRecipe.Of(field.Value)))];
        }

        if (recipe.Detail is { } detail)
        {
            Detail = Compile(detail.Fields, detail.Extra, detail.Auto, recipe.Kind == RecipeKind.Api ? SelectorLanguage.Json : SelectorLanguage.Css);
        }

        _include = recipe.Include.Select(Expression).ToList();
        _exclude = recipe.Exclude.Select(Expression).ToList();
        _hosts = recipe.Start.Select(address => address.Authority).Concat(recipe.Hosts).Select(Bare).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public Recipe Recipe { get; }

    public SelectorLanguage Usual { get; }

    public Selector? Items { get; }

    public CompiledField? Link { get; }

    public CompiledField? Key { get; }

    public Selector? Next { get; }

    public Selector? Fragment { get; }

    public IReadOnlyList<CompiledField> Fields { get; }

    /// <summary>Null: the page of an initiative is not fetched for a list; for pages that are themselves initiatives, <see cref="Fields"/> count.</summary>
    public IReadOnlyList<CompiledField>? Detail { get; }

    /// <summary>Whether the page may be asked for: on the recipe's hosts, and not excluded.</summary>
    public bool Covers(Uri address) => _hosts.Contains(Bare(address.Authority)) && !_exclude.Any(excluded => excluded.IsMatch(address.AbsoluteUri));

    /// <summary>Whether a page that a sitemap lists is one of an initiative.</summary>
    public bool Includes(Uri address) => Covers(address) && (_include.Count == 0 || _include.Any(included => included.IsMatch(address.AbsoluteUri)));

    private CompiledField Field(string name, FieldRecipe recipe) => new(name, recipe, Usual);

    private static List<CompiledField> Compile(IReadOnlyDictionary<string, FieldRecipe> fields, IReadOnlyDictionary<string, FieldRecipe> extra, bool auto, SelectorLanguage usual)
    {
        var compiled = fields.Concat(extra).Select(field => new CompiledField(field.Key, field.Value, usual)).ToList();
        if (auto)
        {
            compiled.AddRange(RecipeField.All.Where(field => !fields.ContainsKey(field.Name)).Select(field => new CompiledField(field.Name, FieldRecipe.Of("auto"), usual)));
        }

        return compiled;
    }

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static Regex Expression(string expression) => new(expression, RegexOptions.CultureInvariant, Patience);
}
