using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>What a page says of itself for machines, in the words of schema.org: JSON-LD first, then microdata, brought to the same form.</summary>
internal static partial class StructuredData
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    // What frames a page rather than being its subject.
    private static readonly HashSet<string> Frames =
    [
        "WebSite", "WebPage", "CollectionPage", "ItemPage", "AboutPage", "BreadcrumbList", "ListItem", "ItemList", "SearchAction", "ReadAction", "EntryPoint",
        "SiteNavigationElement", "WPHeader", "WPFooter", "WPSideBar", "ImageObject", "Person", "Place", "PostalAddress", "GeoCoordinates", "ContactPoint", "Rating", "AggregateRating", "Review", "Comment",
    ];

    private static readonly HashSet<string> Organisations =
        ["Organization", "NGO", "Corporation", "LocalBusiness", "GovernmentOrganization", "EducationalOrganization", "NewsMediaOrganization", "ResearchOrganization", "PerformingGroup"];

    /// <summary>All objects of the page that have a type, outer before inner.</summary>
    public static List<JsonObject> Objects(IDocument document)
    {
        var objects = new List<JsonObject>();
        foreach (var script in document.QuerySelectorAll("script[type]"))
        {
            if (script.GetAttribute("type")!.Trim().StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase) && Parse(script.TextContent) is { } root)
            {
                Collect(root, objects, 0);
            }
        }

        if (document.QuerySelector("[itemscope]") is not null)
        {
            foreach (var item in document.QuerySelectorAll("[itemscope]:not([itemprop])"))
            {
                Collect(MicrodataOf(item, 0), objects, 0);
            }
        }

        return objects;
    }

    /// <summary>The object that tells of the page's subject, if one does.</summary>
    public static JsonObject? Subject(List<JsonObject> objects, string? heading, Uri address)
    {
        JsonObject? best = null;
        var bestScore = 1;
        foreach (var candidate in objects)
        {
            var score = Score(candidate, heading, address);
            if (score > bestScore)
            {
                best = candidate;
                bestScore = score;
            }
        }

        return best;
    }

    public static IEnumerable<string> Types(JsonObject node) =>
        Strings(node["@type"]).Select(type => type[(type.LastIndexOfAny(['/', '#', ':']) + 1)..]);

    /// <summary>The texts of a value, which can be a text, an object that has one, or several of either.</summary>
    public static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => [value.ToJsonString()],
        JsonArray array => array.SelectMany(Strings),
        JsonObject inner => Strings(inner["@value"] ?? inner["name"] ?? inner["url"] ?? inner["@id"]),
        _ => [],
    };

    private static int Score(JsonObject node, string? heading, Uri address)
    {
        var name = Strings(node["name"] ?? node["headline"]).FirstOrDefault();
        if (name is null)
        {
            return 0;
        }

        var types = Types(node).ToList();
        var score = types.Any(Frames.Contains) ? -4 : types.Any(Organisations.Contains) ? 0 : 4;
        score += heading is not null && Same(name, heading) ? 6 : 0;
        score += Strings(node["url"]).Concat(Strings(node["@id"])).Concat(Strings(node["mainEntityOfPage"])).Any(url => LeadsTo(url, address)) ? 2 : 0;
        score += node.ContainsKey("description") || node.ContainsKey("articleBody") ? 2 : 0;
        score += node.ContainsKey("keywords") || node.ContainsKey("location") || node.ContainsKey("address") ? 1 : 0;
        return score;
    }

    private static bool LeadsTo(string url, Uri address) =>
        Uri.TryCreate(address, url, out var target) && target.AbsolutePath == address.AbsolutePath && target.AbsolutePath.Length > 1;

    private static bool Same(string left, string right) => NodeText.Collapse(left).Equals(NodeText.Collapse(right), StringComparison.OrdinalIgnoreCase);

    private static void Collect(JsonNode? node, List<JsonObject> objects, int depth)
    {
        // Deep enough for any honest page.
        if (depth > 12)
        {
            return;
        }

        if (node is JsonArray array)
        {
            foreach (var entry in array)
            {
                Collect(entry, objects, depth + 1);
            }
        }
        else if (node is JsonObject found)
        {
            if (found.ContainsKey("@type"))
            {
                objects.Add(found);
            }

            foreach (var (_, value) in found)
            {
                Collect(value, objects, depth + 1);
            }
        }
    }

    // Blocks are often made by templates that leave comments, commas or raw line breaks in them.
    private static JsonNode? Parse(string text)
    {
        text = Wrapping().Replace(text, "").Trim().TrimEnd(';');
        return TryParse(text) ?? TryParse(Controls().Replace(text, " "));
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.ValueKind is JsonValueKind.Object ? JsonObject.Create(document.RootElement.Clone())
                : document.RootElement.ValueKind is JsonValueKind.Array ? JsonArray.Create(document.RootElement.Clone())
                : null;
        }
        catch (JsonException)
        {
            // The page's words for people say the same.
            return null;
        }
    }

    private static JsonObject MicrodataOf(IElement item, int depth)
    {
        var node = new JsonObject();
        if (item.GetAttribute("itemtype") is { } type && !string.IsNullOrWhiteSpace(type))
        {
            var types = type.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            node["@type"] = types is [var only] ? only : new JsonArray([.. types]);
        }

        if (item.GetAttribute("itemid") is { } id)
        {
            node["@id"] = id;
        }

        foreach (var property in depth > 8 ? [] : Properties(item))
        {
            JsonNode value = property.HasAttribute("itemscope") ? MicrodataOf(property, depth + 1) : JsonValue.Create(ValueOf(property))!;
            foreach (var name in property.GetAttribute("itemprop")!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (node[name] is JsonArray values)
                {
                    values.Add(value.DeepClone());
                }
                else if (node[name] is { } first)
                {
                    node[name] = new JsonArray(first.DeepClone(), value.DeepClone());
                }
                else
                {
                    node[name] = value.DeepClone();
                }
            }
        }

        return node;
    }

    // Those of the item itself, not of items inside it.
    private static IEnumerable<IElement> Properties(IElement item) =>
        item.QuerySelectorAll("[itemprop]").Where(property => ReferenceEquals(OwnerOf(property), item));

    private static IElement? OwnerOf(IElement property)
    {
        for (var parent = property.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (parent.HasAttribute("itemscope"))
            {
                return parent;
            }
        }

        return null;
    }

    private static string ValueOf(IElement element) => element.LocalName switch
    {
        "meta" => element.GetAttribute("content") ?? "",
        "a" or "link" or "area" => element.GetAttribute("href") ?? "",
        "img" or "iframe" or "embed" or "audio" or "video" or "source" => element.GetAttribute("src") ?? "",
        "object" => element.GetAttribute("data") ?? "",
        "data" or "meter" => element.GetAttribute("value") ?? "",
        "time" => element.GetAttribute("datetime") ?? NodeText.Line(element),
        _ => element.GetAttribute("content") ?? NodeText.Paragraphs(element),
    };

    [GeneratedRegex(@"^\s*(<!--[^{\[]*?-->|<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(-->|//\s*\]\]>|\]\]>)\s*$")]
    private static partial Regex Wrapping();

    [GeneratedRegex(@"[\u0000-\u001F]")]
    private static partial Regex Controls();
}
