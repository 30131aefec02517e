using System.Globalization;
using AngleSharp.Dom;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes;

/// <summary>Makes a partner's page safe to be shown in the portal, and its elements ready to be pointed at.</summary>
internal static class PointablePage
{
    private const int MostElements = 5_000;
    private const int MostSelectors = 6;
    private const string Number = "data-element";

    // What is not here is taken out with all it holds, or leaves its content where it stands.
    private static readonly HashSet<string> Kept =
    [
        "html", "body", "main", "article", "section", "nav", "aside", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "address", "p", "hr", "pre", "blockquote", "ol", "ul", "menu", "li", "dl", "dt", "dd",
        "figure", "figcaption", "div", "a", "em", "strong", "small", "s", "cite", "q", "dfn", "abbr", "data", "time", "code", "var", "samp", "kbd", "sub", "sup", "i", "b", "u", "mark", "ruby", "rt", "rp", "bdi", "bdo", "span",
        "br", "wbr", "ins", "del", "img", "table", "caption", "colgroup", "col", "tbody", "thead", "tfoot", "tr", "td", "th", "details", "summary", "center", "font", "tt", "big", "label", "fieldset", "legend",
    ];

    private static readonly HashSet<string> TakenOut =
    [
        "head", "script", "style", "template", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math", "canvas", "audio", "video", "source", "track", "picture-source", "link", "meta", "base",
        "input", "button", "select", "textarea", "option", "optgroup", "datalist", "keygen", "dialog", "xmp", "plaintext", "noembed", "noframes", "title", "map", "area", "portal", "slot",
    ];

    private static readonly HashSet<string> Attributes = ["class", "id", "title", "alt", "lang", "dir", "colspan", "rowspan", "headers", "scope", "datetime", "itemprop", "rel"];

    /// <param name="items">The selector of one initiative in the page; null or unreadable: the page is looked at as a whole.</param>
    /// <param name="beside">Pages like it.</param>
    /// <param name="field">That is looked for; null: values are texts.</param>
    public static PageRendering Of(PageView page, string? items, IReadOnlyList<PageView> beside, PointedField? field)
    {
        var document = page.Document!;
        var places = ItemsOf(page, items);
        var rendering = new PageRendering(page.Address, document.Title is { Length: > 0 } title ? NodeText.Collapse(title) : null, "") { Items = items is null ? null : places.Count, Records = items is null ? 1 + beside.Count : places.Count };
        var numbered = document.Body is { } body ? body.QuerySelectorAll("*").Prepend(body).Where(element => Kept.Contains(element.LocalName) && HasSomethingToSay(element)).Take(MostElements).ToList() : [];
        var catalogue = new SelectorCatalogue(page, places, beside, field);
        var elements = new Dictionary<int, PageElement>();
        foreach (var (number, element) in numbered.Index())
        {
            elements[number] = new(catalogue.SelectorsOf(element, MostSelectors), catalogue.ContainersOf(element, MostSelectors));
        }

        // Selectors are made on the page as it is; what is shown is made of it afterwards.
        foreach (var (number, element) in numbered.Index())
        {
            element.SetAttribute(Number, number.ToString(CultureInfo.InvariantCulture));
        }

        if (document.Body is { } shown)
        {
            Clean(shown, page.Base);
        }

        return rendering with { Html = document.Body is null ? "" : $"<!doctype html>\n<html><head><meta charset=\"utf-8\"></head>{document.Body.OuterHtml}</html>", Selectors = catalogue.Selectors, Elements = elements };
    }

    private static List<IElement> ItemsOf(PageView page, string? items)
    {
        if (string.IsNullOrWhiteSpace(items))
        {
            return [];
        }

        try
        {
            return Selector.Of(items, SelectorLanguage.Css).Places(Place.WholeOf(page)).Select(place => place.Node).OfType<IElement>().ToList();
        }
        catch (FormatException)
        {
            // It is being written: the editor says what is wrong with it.
            return [];
        }
    }

    private static bool HasSomethingToSay(IElement element) => element.LocalName is "img" or "time" || !string.IsNullOrWhiteSpace(element.TextContent);

    private static void Clean(IElement root, Uri page)
    {
        CleanAttributes(root, page);
        foreach (var node in root.ChildNodes.ToList())
        {
            switch (node)
            {
                case IText:
                    break;
                case IElement element when Kept.Contains(element.LocalName) && element.NamespaceUri == NamespaceNames.HtmlUri:
                    Clean(element, page);
                    break;
                case IElement element when !TakenOut.Contains(element.LocalName) && element.NamespaceUri == NamespaceNames.HtmlUri:
                    // A form or an element nobody knows: its content is the page's.
                    Clean(element, page);
                    element.Replace(element.ChildNodes.ToArray());
                    break;
                default:
                    node.Parent?.RemoveChild(node);
                    break;
            }
        }
    }

    private static void CleanAttributes(IElement element, Uri page)
    {
        var link = element.LocalName == "a" && element.GetAttribute("href") is { } href ? PageAddress.Resolve(page, href) : null;
        foreach (var attribute in element.Attributes.Select(attribute => attribute.Name).ToList())
        {
            if (!Attributes.Contains(attribute) && attribute != Number)
            {
                element.RemoveAttribute(attribute);
            }
        }

        if (link is not null)
        {
            element.SetAttribute("data-href", link.AbsoluteUri);
        }

        // What is not loaded still has to be seen, to be pointed at.
        if (element.LocalName == "img" && string.IsNullOrWhiteSpace(element.GetAttribute("alt")))
        {
            element.SetAttribute("alt", "Image");
        }
    }
}
