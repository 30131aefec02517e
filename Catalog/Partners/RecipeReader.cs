using System.Globalization;
using System.Text.Json;

namespace SocialConnect.Catalog.Partners;

internal sealed class RecipeReader(List<RecipeProblem> problems)
{
    internal static readonly string[] Keys =
    [
        "kind", "start", "items", "link", "key", "next", "fields", "extra", "detail", "auto", "include", "exclude", "hosts", "drop_parameters", "headers",
        "encoding", "fragment", "file", "render", "limits", "gone_after",
    ];

    private static readonly string[] DetailKeys = ["fields", "extra", "auto", "together"];

    private static readonly string[] PagingKeys = ["select", "parameter", "address", "from", "by", "to"];

    private static readonly string[] LimitKeys = ["pages", "items", "depth", "bytes", "seconds", "delay", "concurrency", "hours"];

    // What we send is ours to say: a recipe cannot pretend to be somebody else, nor carry a session.
    private static readonly string[] ForbiddenHeaders = ["host", "user-agent", "cookie", "connection", "content-length", "transfer-encoding", "proxy-authorization"];

    private RecipeFieldReader _fields = null!;

    public Recipe? Read(RecipeNode root)
    {
        root.Allow(Keys);
        if (root.Kind != JsonValueKind.Object)
        {
            return null;
        }

        var kind = ReadKind(root);
        var usual = kind is RecipeKind.Api or RecipeKind.File or RecipeKind.Feed ? SelectorLanguage.Json : SelectorLanguage.Css;
        _fields = new RecipeFieldReader(usual);
        var recipe = new Recipe(kind, ReadStart(root))
        {
            Items = _fields.Selector(root.Child("items")),
            Link = _fields.Field(root.Child("link")),
            Key = _fields.Field(root.Child("key")),
            Next = ReadPaging(root.Child("next")),
            Fields = _fields.Fields(root.Child("fields"), ours: true),
            Extra = _fields.Fields(root.Child("extra"), ours: false),
            Detail = ReadDetail(root.Child("detail"), kind),
            Auto = root.Flag("auto"),
            Include = Expressions(root, "include"),
            Exclude = Expressions(root, "exclude"),
            Hosts = root.Texts("hosts"),
            DropParameters = root.Child("drop_parameters") is null ? Recipe.UsualTracking : root.Texts("drop_parameters"),
            Headers = ReadHeaders(root.Child("headers")),
            Encoding = ReadEncoding(root.Child("encoding")),
            Fragment = new RecipeFieldReader(SelectorLanguage.Json).Selector(root.Child("fragment")),
            File = ReadFile(root.Child("file")),
            Render = ReadRender(root.Child("render")),
            Limits = ReadLimits(root.Child("limits")),
            GoneAfter = root.Whole("gone_after", 1, 100) ?? 3,
        };
        CheckWhole(recipe, root);
        return recipe;
    }

    private RecipeKind ReadKind(RecipeNode root)
    {
        var text = root.Text("kind");
        if (text is not null && Enum.GetNames<RecipeKind>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return Enum.Parse<RecipeKind>(name);
        }

        problems.Add(new("kind", "le type de source est attendu : listing, sitemap, feed, api, page ou file."));
        return RecipeKind.Listing;
    }

    private List<Uri> ReadStart(RecipeNode root)
    {
        var start = new List<Uri>();
        foreach (var entry in root.Child("start")?.Entries() ?? [])
        {
            if (entry.Text() is not { } text)
            {
                continue;
            }

            if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "upload")
            {
                start.Add(address);
            }
            else
            {
                entry.Problem($"« {text} » n’est pas une adresse complète, comme https://exemple.fr/projets.");
            }
        }

        if (root.Child("start") is null)
        {
            problems.Add(new("start", "au moins une adresse de départ est attendue."));
        }

        return start;
    }

    private PagingRecipe? ReadPaging(RecipeNode? node)
    {
        if (node is null)
        {
            return null;
        }

        if (node.Kind == JsonValueKind.String)
        {
            return new PagingRecipe { Select = _fields.Selector(node) };
        }

        node.Allow(PagingKeys);
        var paging = new PagingRecipe
        {
            Select = _fields.Selector(node.Child("select")),
            Parameter = node.Text("parameter"),
            Address = node.Text("address"),
            From = node.Whole("from", 0, 1_000_000) ?? 2,
            By = node.Whole("by", 1, 100_000) ?? 1,
            To = node.Whole("to", 0, 10_000_000),
        };
        if (paging is { Select: null, Parameter: null, Address: null })
        {
            node.Problem("dites comment trouver la page suivante : select (un sélecteur), parameter (un paramètre d’adresse) ou address (une adresse avec {n}).");
        }

        if (paging.Address is { } address && !address.Contains("{n}", StringComparison.Ordinal))
        {
            node.Child("address")!.Problem("l’adresse doit contenir {n}, à la place du numéro.");
        }

        return paging;
    }

    private static DetailRecipe? ReadDetail(RecipeNode? node, RecipeKind kind)
    {
        if (node is null)
        {
            return null;
        }

        node.Allow(DetailKeys);
        var fields = new RecipeFieldReader(kind == RecipeKind.Api ? SelectorLanguage.Json : SelectorLanguage.Css);
        return new DetailRecipe(fields.Fields(node.Child("fields"), ours: true))
        {
            Extra = fields.Fields(node.Child("extra"), ours: false),
            Auto = node.Flag("auto"),
            Together = node.Flag("together"),
        };
    }

    private static List<string> Expressions(RecipeNode root, string key)
    {
        var expressions = new List<string>();
        foreach (var entry in root.Child(key)?.Entries() ?? [])
        {
            if (entry.Text() is { } text && RecipeFieldReader.CheckExpression(entry, text))
            {
                expressions.Add(text);
            }
        }

        return expressions;
    }

    private static Dictionary<string, string> ReadHeaders(RecipeNode? node)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in node?.Children() ?? [])
        {
            if (ForbiddenHeaders.Contains(name.ToLowerInvariant()))
            {
                value.Problem($"l’en-tête « {name} » ne peut pas être choisi par une recette.");
            }
            else if (value.Text() is { } text)
            {
                headers[name] = text;
            }
        }

        return headers;
    }

    private static string? ReadEncoding(RecipeNode? node)
    {
        if (node?.Text() is not { } name)
        {
            return null;
        }

        try
        {
            return System.Text.CodePagesEncodingProvider.Instance.GetEncoding(name)?.WebName ?? System.Text.Encoding.GetEncoding(name).WebName;
        }
        catch (ArgumentException)
        {
            node.Problem($"l’encodage « {name} » n’est pas connu ; utf-8 et windows-1252 sont les plus courants.");
            return null;
        }
    }

    private static FileRecipe ReadFile(RecipeNode? node)
    {
        if (node is null)
        {
            return new();
        }

        node.Allow("format", "separator", "sheet");
        var format = node.Text("format") ?? "auto";
        if (format is not ("auto" or "csv" or "tsv" or "xlsx" or "json"))
        {
            node.Child("format")!.Problem("le format est auto, csv, tsv, xlsx ou json.");
        }

        return new FileRecipe { Format = format, Separator = node.Text("separator"), Sheet = node.Text("sheet") };
    }

    private static RenderRecipe? ReadRender(RecipeNode? node)
    {
        if (node is null)
        {
            return null;
        }

        node.Allow("wait_for", "click_more", "scroll", "seconds", "details");
        var click = node.Child("click_more");
        click?.Allow("selector", "times");
        if (click is not null && click.Text("selector") is null)
        {
            click.Problem("dites quel bouton cliquer (selector).");
        }

        return new RenderRecipe
        {
            WaitFor = CssIn(node.Child("wait_for")),
            ClickMore = CssIn(click?.Child("selector")),
            Times = click is null ? 0 : click.Whole("times", 1, 500) ?? 10,
            Scroll = node.Whole("scroll", 0, 500) ?? 0,
            Time = TimeSpan.FromSeconds(node.Number("seconds", 1, 300) ?? 30),
            Details = node.Flag("details"),
        };
    }

    // The browser itself reads these: no attribute, no XPath.
    private static string? CssIn(RecipeNode? node)
    {
        if (node?.Text() is not { } text)
        {
            return null;
        }

        try
        {
            RecipeSelector.ParseCss(text);
        }
        catch (FormatException failure)
        {
            node.Problem($"{failure.Message}.");
        }

        return text;
    }

    private static RecipeLimits ReadLimits(RecipeNode? node)
    {
        var usual = new RecipeLimits();
        if (node is null)
        {
            return usual;
        }

        node.Allow(LimitKeys);
        return new RecipeLimits
        {
            Pages = node.Whole("pages", 1, 1_000_000) ?? usual.Pages,
            Items = node.Whole("items", 1, 10_000_000) ?? usual.Items,
            Depth = node.Whole("depth", 0, 100_000) ?? usual.Depth,
            Bytes = node.Whole("bytes", 1_000, 1_000_000_000) ?? usual.Bytes,
            Time = node.Number("seconds", 1, 600) is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.Time,
            Delay = node.Number("delay", 0, 600) is { } delay ? TimeSpan.FromSeconds(delay) : null,
            Concurrency = node.Whole("concurrency", 1, 64) ?? usual.Concurrency,
            Hours = ReadHours(node.Child("hours")),
        };
    }

    private static HourWindow? ReadHours(RecipeNode? node)
    {
        if (node?.Text() is not { } text)
        {
            return null;
        }

        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length == 2
            && TimeOnly.TryParseExact(parts[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to))
        {
            return new(from, to);
        }

        node.Problem("les heures s’écrivent comme 22:00-06:00.");
        return null;
    }

    private static void CheckWhole(Recipe recipe, RecipeNode root)
    {
        if (recipe.Kind is RecipeKind.Listing && recipe.Items is null && recipe.Link is null)
        {
            root.Problem("une liste attend « items » (où se trouve une initiative dans la page).");
        }

        if (recipe.Detail is not null && recipe.Link is null && recipe.Kind is RecipeKind.Listing or RecipeKind.Api)
        {
            root.Problem("« detail » attend « link » : l’adresse de la page de l’initiative.");
        }

        if (recipe.Render is not null && recipe.Kind is RecipeKind.Api or RecipeKind.File or RecipeKind.Feed)
        {
            root.Child("render")!.Problem("seules des pages peuvent être affichées par un navigateur (listing, page, sitemap).");
        }

        var readsTitle = recipe.Fields.ContainsKey("title") || recipe.Auto || recipe.Kind == RecipeKind.Feed
            || recipe.Detail is { } detail && (detail.Auto || detail.Fields.ContainsKey("title"));
        if (!readsTitle)
        {
            root.Problem("aucun sélecteur ne donne le titre (fields.title) : une initiative sans titre n’est pas gardée.");
        }
    }
}
