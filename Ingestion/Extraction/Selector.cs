using System.Globalization;
using System.Text.Json;
using System.Xml.XPath;
using AngleSharp.Css.Dom;
using AngleSharp.Dom;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>A place in a page where selectors start from: the page, one of its elements, or a value in an answer.</summary>
/// <param name="Node">In HTML.</param>
/// <param name="Json">In JSON.</param>
internal readonly record struct Place(PageView Page, INode? Node, JsonElement? Json)
{
    public static Place WholeOf(PageView page) => new(page, page.Document, page.Json);
}

/// <summary>A value as it was found: a piece of the page, or a text.</summary>
internal readonly record struct Found(INode? Node, string? Text, bool MayBeHtml = false);

/// <summary>A recipe's selector, ready to be asked of many pages at once.</summary>
internal abstract class Selector
{
    public static Selector Of(string text, SelectorLanguage usual)
    {
        var selector = RecipeSelector.Parse(text, usual);
        return selector.Language switch
        {
            SelectorLanguage.Css => new Css(selector.Expression, selector.Attribute),
            SelectorLanguage.XPath => new XPath(selector.Expression),
            SelectorLanguage.Json => new Json(selector.Expression),
            _ => new Auto(),
        };
    }

    /// <summary>Where the selector leads, as starting points for others.</summary>
    public abstract IEnumerable<Place> Places(Place start);

    /// <param name="field">For "auto", which field is wanted.</param>
    public abstract IEnumerable<Found> Values(Place start, string field, FieldType type);

    private sealed class Css(string expression, string? attribute) : Selector
    {
        private readonly ISelector? _selector = expression.Length == 0 ? null : RecipeSelector.ParseCss(expression);

        public override IEnumerable<Place> Places(Place start) => Elements(start).Select(element => start with { Node = element });

        public override IEnumerable<Found> Values(Place start, string field, FieldType type)
        {
            foreach (var element in Elements(start))
            {
                if (attribute is "html")
                {
                    yield return new(null, element.InnerHtml, MayBeHtml: true);
                }
                else if ((attribute is null ? UsualAttribute(element, type) : element.GetAttribute(attribute)) is { } value)
                {
                    yield return new(null, value);
                }
                else if (attribute is null)
                {
                    yield return new(element, null);
                }
            }
        }

        private IEnumerable<IElement> Elements(Place start)
        {
            if (start.Node is not IParentNode scope)
            {
                return [];
            }

            return _selector is null
                ? [start.Node as IElement ?? ((IDocument)start.Node).DocumentElement]
                : _selector.MatchAll(scope switch { IDocument document => [document.DocumentElement], _ => scope.Children }, start.Node as IElement);
        }

        // Where the value of such a field stands in such an element, when the editor has only pointed at it.
        private static string? UsualAttribute(IElement element, FieldType type) => (element.LocalName, type) switch
        {
            ("meta", _) => element.GetAttribute("content"),
            ("a" or "link" or "area", FieldType.Url) => element.GetAttribute("href"),
            ("a", FieldType.Email) when element.GetAttribute("href") is { } href && href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) => href,
            ("a", FieldType.Phone) when element.GetAttribute("href") is { } href && href.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) => href,
            ("iframe" or "embed", FieldType.Url) => element.GetAttribute("src"),
            (_, FieldType.Image) => ImageOf(element),
            ("time", FieldType.Date) => element.GetAttribute("datetime"),
            ("input" or "data", _) => element.GetAttribute("value"),
            _ => null,
        };

        private static string? ImageOf(IElement element)
        {
            var image = element.LocalName is "img" or "source" ? element : element.QuerySelector("img") ?? element;
            // Lazy loading keeps a placeholder in src and the picture elsewhere.
            return image.GetAttribute("data-src")
                ?? (image.GetAttribute("src") is { } src && !src.StartsWith("data:", StringComparison.Ordinal) ? src : null)
                ?? (image.GetAttribute("data-srcset") ?? image.GetAttribute("srcset"))?.Split(',')[0].Trim().Split(' ')[0]
                ?? image.GetAttribute("href");
        }
    }

    private sealed class XPath(string expression) : Selector
    {
        private readonly XPathExpression _expression = XPathExpression.Compile(expression);
        private readonly bool _withTbody = expression.Contains("tbody", StringComparison.Ordinal);

        public override IEnumerable<Place> Places(Place start)
        {
            foreach (var found in Evaluate(start))
            {
                if (found.UnderlyingObject is INode node)
                {
                    yield return start with { Node = node };
                }
            }
        }

        public override IEnumerable<Found> Values(Place start, string field, FieldType type)
        {
            if (start.Node is null)
            {
                return [];
            }

            var result = start.Page.Tree(_withTbody).NavigatorAt(start.Node).Evaluate(_expression);
            return result switch
            {
                XPathNodeIterator nodes => nodes.Cast<XPathNavigator>().Select(found => found.UnderlyingObject is IAttr attribute ? new Found(null, attribute.Value) : new((INode)found.UnderlyingObject!, null)),
                string { Length: 0 } => [],
                string text => [new(null, text)],
                double number => [new(null, number.ToString(CultureInfo.InvariantCulture))],
                bool flag => [new(null, flag ? "true" : "false")],
                _ => [],
            };
        }

        private IEnumerable<XPathNavigator> Evaluate(Place start) =>
            start.Node is not null && start.Page.Tree(_withTbody).NavigatorAt(start.Node).Evaluate(_expression) is XPathNodeIterator nodes
                ? nodes.Cast<XPathNavigator>()
                : [];
    }

    private sealed class Json(string expression) : Selector
    {
        private readonly JsonPath _path = JsonPath.Parse(expression);

        public override IEnumerable<Place> Places(Place start) =>
            start.Json is { } json
                ? _path.Find(json).SelectMany(found => found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().ToArray() : [found]).Select(entry => start with { Json = entry })
                : [];

        public override IEnumerable<Found> Values(Place start, string field, FieldType type) =>
            start.Json is { } json ? _path.Find(json).SelectMany(Texts).Select(text => new Found(null, text, MayBeHtml: true)) : [];

        private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Number => [value.GetRawText()],
            JsonValueKind.True => ["true"],
            JsonValueKind.False => ["false"],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
            _ => [],
        };
    }

    private sealed class Auto : Selector
    {
        public override IEnumerable<Place> Places(Place start) => [start];

        public override IEnumerable<Found> Values(Place start, string field, FieldType type) =>
            start.Page.Document is null ? [] : start.Page.Auto.Values(field).Select(text => new Found(null, text));
    }
}
