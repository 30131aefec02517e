using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>
/// RSS 2.0 (and 0.9x, 1.0) and Atom, brought to one form: objects with title, link, id, summary, content, categories, author, published, updated, image,
/// and every other element under its name as written ("dc:creator").
/// </summary>
internal static class FeedReader
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";

    /// <exception cref="FormatException">It is no feed; the message, in French, says so.</exception>
    public static PageView Read(Uri address, string text)
    {
        var root = Parse(text);
        var entries = root.Descendants().Where(element => element.Name.LocalName is "item" or "entry").Select(entry => entry.Name.LocalName == "item" ? OfRss(entry, address) : OfAtom(entry, address));
        var document = new JsonObject { ["entries"] = new JsonArray(entries.ToArray<JsonNode?>()) };
        if (root.Descendants(Atom + "link").FirstOrDefault(link => link.Parent!.Name.LocalName is "channel" or "feed" && (string?)link.Attribute("rel") == "next") is { } next)
        {
            document["next"] = (string?)next.Attribute("href");
        }

        return PageView.OfJson(address, JsonSerializer.SerializeToElement(document));
    }

    private static XElement Parse(string text)
    {
        try
        {
            // Entities are not expanded and nothing is fetched: a feed needs neither, and an attack needs both.
            using var reader = XmlReader.Create(new StringReader(text.TrimStart()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false });
            return XDocument.Load(reader, LoadOptions.None).Root is { } root && root.Name.LocalName is "rss" or "feed" or "RDF"
                ? root
                : throw new FormatException("cette adresse ne donne ni flux RSS ni flux Atom");
        }
        catch (XmlException failure)
        {
            throw new FormatException($"ce flux n’est pas du XML correct (ligne {failure.LineNumber})", failure);
        }
    }

    private static JsonObject OfRss(XElement item, Uri address)
    {
        var entry = Others(item);
        Put(entry, "title", Text(item, "title"));
        Put(entry, "id", Text(item, "guid") ?? (string?)item.Attribute(XNamespace.Get("http://www.w3.org/1999/02/22-rdf-syntax-ns#") + "about"));
        var link = Text(item, "link") ?? item.Elements(Atom + "link").Select(found => (string?)found.Attribute("href")).FirstOrDefault();
        if (link is null && item.Element("guid") is { } guid && (string?)guid.Attribute("isPermaLink") != "false")
        {
            link = guid.Value;
        }

        Put(entry, "link", link is null ? null : Absolute(item, address, link));
        Put(entry, "summary", WithoutReadMore(Text(item, "description")));
        Put(entry, "content", item.Element(Content + "encoded")?.Value);
        Put(entry, "published", Text(item, "pubDate") ?? item.Element(Dublin + "date")?.Value);
        Put(entry, "author", item.Element(Dublin + "creator")?.Value ?? Text(item, "author"));
        entry["categories"] = Values(item.Elements().Where(element => element.Name.LocalName == "category" || element.Name == Dublin + "subject").Select(category => category.Value));
        Put(entry, "image", item.Elements("enclosure").FirstOrDefault(file => ((string?)file.Attribute("type"))?.StartsWith("image/", StringComparison.Ordinal) == true)?.Attribute("url")?.Value
            ?? item.Descendants().FirstOrDefault(element => element.Name is { LocalName: "thumbnail", NamespaceName: "http://search.yahoo.com/mrss/" })?.Attribute("url")?.Value);
        return entry;
    }

    private static JsonObject OfAtom(XElement item, Uri address)
    {
        var entry = Others(item);
        Put(entry, "title", TextConstruct(item, "title"));
        Put(entry, "id", item.Element(Atom + "id")?.Value);
        var link = item.Elements(Atom + "link").FirstOrDefault(found => (string?)found.Attribute("rel") is null or "alternate");
        Put(entry, "link", link?.Attribute("href") is { } href ? Absolute(link, address, href.Value) : null);
        Put(entry, "summary", WithoutReadMore(TextConstruct(item, "summary")));
        Put(entry, "content", TextConstruct(item, "content"));
        Put(entry, "published", item.Element(Atom + "published")?.Value ?? item.Element(Atom + "updated")?.Value);
        Put(entry, "updated", item.Element(Atom + "updated")?.Value);
        Put(entry, "author", item.Element(Atom + "author")?.Element(Atom + "name")?.Value);
        entry["categories"] = Values(item.Elements(Atom + "category").Select(category => (string?)category.Attribute("label") ?? (string?)category.Attribute("term") ?? ""));
        return entry;
    }

    // Text, HTML that was escaped, or XHTML in place: told apart by "type", and brought to HTML.
    private static string? TextConstruct(XElement item, string name)
    {
        if (item.Element(Atom + name) is not { } element)
        {
            return null;
        }

        return (string?)element.Attribute("type") switch
        {
            "xhtml" => string.Concat(element.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))),
            "html" => element.Value,
            _ => System.Net.WebUtility.HtmlEncode(element.Value),
        };
    }

    // Feeds end a teaser with a link to the page; the link's words are no part of it.
    private static string? WithoutReadMore(string? html)
    {
        if (html is null || !html.Contains("<a", StringComparison.OrdinalIgnoreCase))
        {
            return html;
        }

        var body = new HtmlParser().ParseDocument(html).Body!;
        if (body.QuerySelectorAll("a") is [.., var link] && IsLast(link, body) && link.TextContent.Trim() is { Length: > 0 and < 40 } words
            && (words.Contains("suite", StringComparison.OrdinalIgnoreCase) || words.Contains("plus", StringComparison.OrdinalIgnoreCase) || words.Contains("more", StringComparison.OrdinalIgnoreCase) || words.Contains("article", StringComparison.OrdinalIgnoreCase)))
        {
            link.Remove();
            return body.InnerHtml;
        }

        return html;
    }

    private static bool IsLast(INode node, INode root)
    {
        for (var at = node; !ReferenceEquals(at, root); at = at.Parent!)
        {
            for (var next = at.NextSibling; next is not null; next = next.NextSibling)
            {
                if (!string.IsNullOrWhiteSpace(next.TextContent))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static JsonObject Others(XElement item)
    {
        var entry = new JsonObject();
        foreach (var element in item.Elements().Where(element => !element.HasElements && element.Name.Namespace != Atom))
        {
            var prefix = element.Name.Namespace == XNamespace.None ? null : element.GetPrefixOfNamespace(element.Name.Namespace);
            entry[prefix is null ? element.Name.LocalName : $"{prefix}:{element.Name.LocalName}"] = element.Value.Trim();
        }

        return entry;
    }

    // xml:base stands on the element or around it, each relative to the one outside.
    private static string Absolute(XElement element, Uri address, string link)
    {
        foreach (var around in element.AncestorsAndSelf().Reverse())
        {
            if ((string?)around.Attribute(XNamespace.Xml + "base") is { } given && Uri.TryCreate(address, given, out var found))
            {
                address = found;
            }
        }

        return Uri.TryCreate(address, link.Trim(), out var target) ? target.AbsoluteUri : link;
    }

    private static string? Text(XElement item, string name) =>
        item.Elements().FirstOrDefault(element => element.Name.LocalName == name && element.Name.Namespace != Atom && element.Name.Namespace != Dublin && element.Value.Trim().Length > 0)?.Value.Trim();

    private static JsonArray Values(IEnumerable<string> values) => new(values.Where(value => value.Trim().Length > 0).Select(value => (JsonNode?)value.Trim()).ToArray());

    private static void Put(JsonObject entry, string name, string? value)
    {
        entry.Remove(name);
        if (!string.IsNullOrWhiteSpace(value))
        {
            entry[name] = value.Trim();
        }
    }
}
