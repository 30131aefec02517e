namespace SocialConnect.Catalog.Partners;

/// <summary>How a partner's pages are read: where to start, what one initiative is there, and where each of its fields stands. See docs/recipes.md.</summary>
public sealed record Recipe(RecipeKind Kind, IReadOnlyList<Uri> Start)
{
    /// <summary>Where one initiative stands in a list page, an answer or a feed. Null: the whole page is one initiative (or, in an API's answer, its array).</summary>
    public string? Items { get; init; }

    /// <summary>The page of the initiative, seen from its item.</summary>
    public FieldRecipe? Link { get; init; }

    /// <summary>The partner's own identifier. Null: the page's address names the initiative.</summary>
    public FieldRecipe? Key { get; init; }

    public PagingRecipe? Next { get; init; }

    /// <summary>Our fields, by name (<see cref="RecipeField.All"/>), read in the item.</summary>
    public IReadOnlyDictionary<string, FieldRecipe> Fields { get; init; } = FieldRecipe.None;

    /// <summary>The partner's fields beyond ours, by the name they are kept under.</summary>
    public IReadOnlyDictionary<string, FieldRecipe> Extra { get; init; } = FieldRecipe.None;

    /// <summary>What is read on the page of the initiative. Null: that page is not fetched.</summary>
    public DetailRecipe? Detail { get; init; }

    /// <summary>Fields without a recipe are read from JSON-LD, microdata, OpenGraph and the main text.</summary>
    public bool Auto { get; init; }

    /// <summary>Regular expressions, one of which a page's address must match to be read as an initiative (sitemaps).</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Regular expressions of addresses that are never asked for.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Hosts that may be read besides those of the start addresses.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Query parameters that do not change the page; a final * stands for any ending.</summary>
    public IReadOnlyList<string> DropParameters { get; init; } = UsualTracking;

    /// <summary>Sent with every request, such as an API's Accept.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Overrides what pages say of their encoding.</summary>
    public string? Encoding { get; init; }

    /// <summary>Where an answer in JSON carries the list as HTML, as "load more" buttons fetch it.</summary>
    public string? Fragment { get; init; }

    public FileRecipe File { get; init; } = new();

    /// <summary>The pages build themselves in a browser. Null: they are read as the server gives them.</summary>
    public RenderRecipe? Render { get; init; }

    public RecipeLimits Limits { get; init; } = new();

    /// <summary>Complete visits without an initiative after which it counts as gone.</summary>
    public int GoneAfter { get; init; } = 3;

    public static IReadOnlyList<string> UsualTracking { get; } = ["utm_*", "fbclid", "gclid", "mc_cid", "mc_eid"];
}

public enum RecipeKind
{
    /// <summary>Pages that list initiatives, each perhaps with a page of its own.</summary>
    Listing,

    /// <summary>A sitemap or an index of sitemaps that names the pages.</summary>
    Sitemap,

    /// <summary>RSS or Atom.</summary>
    Feed,

    /// <summary>Answers in JSON.</summary>
    Api,

    /// <summary>The start addresses themselves are the initiatives.</summary>
    Page,

    /// <summary>CSV, TSV, XLSX or JSON.</summary>
    File,
}

/// <param name="Fields">Read on the page; they win over those of the list.</param>
public sealed record DetailRecipe(IReadOnlyDictionary<string, FieldRecipe> Fields)
{
    public IReadOnlyDictionary<string, FieldRecipe> Extra { get; init; } = FieldRecipe.None;

    public bool Auto { get; init; }

    /// <summary>Values of the list and of the page are put together instead, each once: OpenScraper's way.</summary>
    public bool Together { get; init; }
}

/// <summary>How one list page leads to the next: by a selector, by a query parameter, by an address with {n}, or by a cursor.</summary>
public sealed record PagingRecipe
{
    /// <summary>Finds the address of the next page, or the cursor when <see cref="Parameter"/> is given as well.</summary>
    public string? Select { get; init; }

    public string? Parameter { get; init; }

    /// <summary>An address in which {n} is counted.</summary>
    public string? Address { get; init; }

    public int From { get; init; } = 2;

    public int By { get; init; } = 1;

    /// <summary>The last number; null: until a page brings nothing new.</summary>
    public int? To { get; init; }

    /// <summary>Sent as a parameter with the cursor or number, for instance the size of a page.</summary>
    public bool IsCursor => Select is not null && Parameter is not null;
}

public sealed record FileRecipe
{
    /// <summary>csv, tsv, xlsx, json, or auto: by type and content.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Null: found in the first lines.</summary>
    public string? Separator { get; init; }

    public string? Sheet { get; init; }
}
