using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>Fields read without a selector: from JSON-LD and microdata, then OpenGraph and usual markup, then the main text.</summary>
internal sealed class AutoFields
{
    private readonly PageView _page;
    private readonly IDocument _document;
    private readonly JsonObject? _subject;
    private readonly string? _heading;
    private readonly Lazy<string> _mainText;

    public AutoFields(PageView page)
    {
        _page = page;
        _document = page.Document!;
        _heading = _document.QuerySelectorAll("h1").Select(NodeText.Line).FirstOrDefault(text => text.Length > 0);
        _subject = StructuredData.Subject(StructuredData.Objects(_document), _heading, page.Address);
        _mainText = new(() => MainText.Of(_document, page.Address));
    }

    /// <summary>Values for one of our fields; none where nothing trustworthy is found.</summary>
    public IEnumerable<string> Values(string field) => field switch
    {
        "title" => First(Said("name", "headline"), [_heading], [TitleOfHead()]),
        "summary" => First(Said("description", "abstract"), Meta("og:description", "description").Where(text => !IsCut(text)), [FirstParagraph()], Meta("og:description", "description")),
        "body" => First([Body()]),
        "organisation" => First(Names("parentOrganization", "organizer", "provider", "sourceOrganization", "founder", "creator", "author")),
        "website" => Elsewhere(Said("url").Concat(Said("sameAs"))),
        "image" => First(Images()),
        "address" => First([AddressOf(Places())]),
        "postcode" => First(Places().SelectMany(place => StructuredData.Strings(place["postalCode"]))),
        "commune" => First(Places().SelectMany(place => StructuredData.Strings(place["addressLocality"]))),
        "region" => First(Places().SelectMany(place => StructuredData.Strings(place["addressRegion"]))),
        "latitude" => First(Points().SelectMany(point => StructuredData.Strings(point["latitude"]))),
        "longitude" => First(Points().SelectMany(point => StructuredData.Strings(point["longitude"]))),
        "published" => First(Said("datePublished", "dateCreated"), Meta("article:published_time"), [_document.QuerySelector("time[datetime]")?.GetAttribute("datetime")]),
        "updated" => First(Said("dateModified"), Meta("article:modified_time", "og:updated_time")),
        "tags" => Tags(),
        _ => [],
    };

    private static IEnumerable<string> First(params IEnumerable<IEnumerable<string?>> sources) =>
        sources.Select(source => source.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))).OfType<string>().Take(1);

    private IEnumerable<string> Said(params IEnumerable<string> properties) =>
        _subject is null ? [] : properties.SelectMany(property => StructuredData.Strings(_subject[property])).Select(Cleaning.TextOfHtml);

    // The page for people has the paragraphs, the one for machines knows where the text ends.
    private string Body()
    {
        var main = _mainText.Value;
        if (Said("articleBody", "text").FirstOrDefault(text => text.Length > 0) is not { } said)
        {
            return main;
        }

        var whole = NodeText.Collapse(said);
        var common = main.Split('\n').Where(line => whole.Contains(line, StringComparison.Ordinal)).ToList();
        return common.Sum(line => line.Length) * 5 >= whole.Length * 4 ? string.Join('\n', common)
            : said.Length > main.Length ? said
            : main;
    }

    private IEnumerable<string> Names(params IEnumerable<string> properties)
    {
        foreach (var property in properties)
        {
            foreach (var owner in Objects(_subject?[property]))
            {
                // A person is nobody's organisation, and not ours to keep.
                if (!StructuredData.Types(owner).Contains("Person") && StructuredData.Strings(owner["name"]).FirstOrDefault() is { } name)
                {
                    yield return name;
                }
            }
        }

        // An organisation's page that describes its project within it.
        if (_subject?.Parent is JsonObject around && StructuredData.Types(around).Any(type => type.EndsWith("Organization", StringComparison.Ordinal) || type == "NGO"))
        {
            foreach (var name in StructuredData.Strings(around["name"]))
            {
                yield return name;
            }
        }
    }

    private IEnumerable<JsonObject> Places()
    {
        foreach (var property in (string[])["address", "location", "areaServed", "contentLocation"])
        {
            foreach (var place in Objects(_subject?[property]))
            {
                foreach (var address in Objects(place["address"]))
                {
                    yield return address;
                }

                yield return place;
            }
        }
    }

    private IEnumerable<JsonObject> Points() =>
        Objects(_subject?["geo"]).Concat(((string[])["location", "areaServed", "contentLocation", "address"]).SelectMany(property => Objects(_subject?[property])).SelectMany(place => Objects(place["geo"])));

    private static string? AddressOf(IEnumerable<JsonObject> places)
    {
        var parts = places.Select(place => ((string[])["streetAddress", "postalCode", "addressLocality", "addressRegion"]).SelectMany(part => StructuredData.Strings(place[part])).ToList())
            .FirstOrDefault(parts => parts.Count > 0);
        return parts is null ? null : Cleaning.AddressOf(parts);
    }

    private IEnumerable<string> Tags()
    {
        var keywords = Said("keywords").SelectMany(text => text.Split(text.Contains(';', StringComparison.Ordinal) ? ';' : ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        // A list says where one keyword ends; only a text has to be split.
        if (_subject?["keywords"] is JsonArray list)
        {
            keywords = list.SelectMany(StructuredData.Strings).ToList();
        }

        if (keywords.Count == 0)
        {
            keywords = _document.QuerySelectorAll("a[rel~=tag]").Select(NodeText.Line).ToList();
        }

        return keywords.Count > 0 ? keywords : Metas("article:tag").Concat(Said("articleSection", "genre"));
    }

    private IEnumerable<string?> Images() =>
        StructuredData.Strings(_subject?["image"])
            .Concat(Meta("og:image"))
            .Concat(_document.QuerySelectorAll("article img, main img").OfType<IHtmlImageElement>().Select(image => image.GetAttribute("src")));

    // A page's own address is no website of the initiative.
    private IEnumerable<string> Elsewhere(IEnumerable<string> addresses) =>
        addresses.Where(address => Uri.TryCreate(_page.Address, address, out var target) && target.Host != _page.Address.Host).Take(1);

    private string? TitleOfHead()
    {
        var title = Meta("og:title").FirstOrDefault() ?? _document.Title;
        if (string.IsNullOrWhiteSpace(title))
        {
            return null;
        }

        // "Title | Site": the site's name is not part of it.
        var site = Meta("og:site_name").FirstOrDefault();
        var parts = title.Split([" | ", " - ", " – ", " — ", " :: "], StringSplitOptions.TrimEntries);
        return site is not null && parts.Length > 1 && parts[^1].Equals(site, StringComparison.OrdinalIgnoreCase) ? title[..title.LastIndexOf(parts[^1], StringComparison.Ordinal)].TrimEnd(' ', '|', '-', '–', '—', ':') : title;
    }

    private string? FirstParagraph() => _mainText.Value.Split('\n').FirstOrDefault(line => line.Length >= 40);

    private static bool IsCut(string text) => text.EndsWith('…') || text.EndsWith("...", StringComparison.Ordinal) || text.EndsWith("[…]", StringComparison.Ordinal);

    private IEnumerable<string> Meta(params IEnumerable<string> names) => names.SelectMany(name => Metas(name).Take(1));

    private IEnumerable<string> Metas(string name) =>
        _document.QuerySelectorAll("meta[content]")
            .Where(meta => name.Equals(meta.GetAttribute("property") ?? meta.GetAttribute("name"), StringComparison.OrdinalIgnoreCase))
            .Select(meta => meta.GetAttribute("content")!.Trim())
            .Where(content => content.Length > 0);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject single => [single],
        JsonArray several => several.OfType<JsonObject>(),
        _ => [],
    };
}
