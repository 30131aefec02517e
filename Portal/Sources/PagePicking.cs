using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;

namespace SocialConnect.Portal.Sources;

/// <summary>Pointing at a field on the partner's page: which page to look at, and the recipe that what was pointed at gives.</summary>
public static class PagePicking
{
    /// <summary>The block that is one initiative in a list page.</summary>
    public const string Items = "items";

    /// <summary>The link from there to the page of the initiative.</summary>
    public const string Link = "link";

    public const string Next = "next";

    private const int MostBeside = 3;

    /// <summary>Whether what a field is read in is a page that can be shown.</summary>
    public static bool CanShow(Recipe recipe, bool onDetail) => recipe.Kind switch
    {
        RecipeKind.Listing => !onDetail || recipe.Link is not null,
        RecipeKind.Page => true,
        RecipeKind.Sitemap => onDetail,
        RecipeKind.Feed => onDetail,
        _ => false,
    };

    /// <summary>Whether the thing stands in the list pages and nowhere else.</summary>
    public static bool IsOfList(string thing) => thing is Items or Link or Next;

    public static string LabelOf(string thing) => thing switch
    {
        Items => "Le bloc d’une initiative",
        Link => "Le lien vers la page de l’initiative",
        Next => "Le lien vers la page suivante",
        _ => SourceWords.Field(thing),
    };

    /// <summary>A look at the page where the thing stands.</summary>
    /// <param name="preview">Whose pages are looked at again.</param>
    /// <returns>Null when no page is known in which it could be pointed at.</returns>
    public static ProbeRequest? RequestFor(Recipe recipe, string thing, bool onDetail, Preview? preview)
    {
        if (!CanShow(recipe, onDetail))
        {
            return null;
        }

        var isPage = recipe.Kind == RecipeKind.Page && recipe.Items is null;
        var pages = isPage ? recipe.Start
            : onDetail ? preview?.Pages.Where(page => page is { Role: "detail", State: "done" }).Select(page => page.Address).ToList() ?? []
            : [preview?.Pages.FirstOrDefault(page => page is { Role: "list", State: "done" })?.Address ?? recipe.Start[0]];
        if (pages.Count == 0 || pages[0].Scheme is not ("http" or "https"))
        {
            return null;
        }

        return new ProbeRequest
        {
            Kind = ProbeKind.Page,
            Address = pages[0],
            Recipe = RecipeDocument.Write(recipe),
            Options = new ProbeOptions
            {
                Items = onDetail || isPage || thing is Items or Next ? null : recipe.Items,
                Field = thing switch { Items => null, Next => Link, _ => thing },
                Beside = thing is Items or Next ? [] : pages.Skip(1).Take(MostBeside).ToList(),
            },
        };
    }

    /// <summary>The recipe that reads the thing there.</summary>
    public static Recipe Choose(Recipe recipe, string thing, string selector, bool onDetail) => thing switch
    {
        Items => recipe with { Items = selector },
        Link => recipe with { Link = FieldRecipe.Of(selector) },
        Next => recipe with { Next = new PagingRecipe { Select = RecipeSelector.Parse(selector, SelectorLanguage.Css) is { Language: SelectorLanguage.Css, Attribute: null } ? selector + "@href" : selector } },
        _ => FieldMapping.Set(recipe, thing, selector, onDetail),
    };
}
