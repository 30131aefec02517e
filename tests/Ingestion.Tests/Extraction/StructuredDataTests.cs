using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class StructuredDataTests
{
    private const string Samples = "data/web/html-extruct";

    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["misc/microformat_test.json"] = "microformats, which have been given up for schema.org",
        ["schema.org/SearchAction.001.json"] = "the attributes of a search box, which tell of no initiative",
        ["schema.org/product-ref.json"] = "itemref: hardly used, and a page could multiply itself by it",
        ["w3c/microdata.5.5.json"] = "itemref, as above",
    };

    [SkippableFact]
    public void Published_pages_say_in_JSON_LD_what_is_expected() => Compare(".jsonld", Roots, page => page.QuerySelectorAll("[itemscope]").ToList().ForEach(item => item.RemoveAttribute("itemscope")));

    [SkippableFact]
    public void Published_pages_say_in_microdata_what_is_expected() => Compare(".json", MicrodataRoots, page => page.QuerySelectorAll("script").ToList().ForEach(script => script.Remove()));

    private static void Compare(string extension, Func<JsonNode, JsonArray?> roots, Action<AngleSharp.Html.Dom.IHtmlDocument> leaveOut)
    {
        var wrong = new List<string>();
        var compared = 0;
        var folder = SharedMaterial.PathOrSkip(Samples);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var html = Path.ChangeExtension(file, ".html");
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!File.Exists(html) || LeftOut.ContainsKey(name) || roots(JsonNode.Parse(File.ReadAllText(file), null, new JsonDocumentOptions { AllowTrailingCommas = true })!) is not { } expected)
            {
                continue;
            }

            compared++;
            var page = new HtmlParser().ParseDocument(PageEncoding.Decode(File.ReadAllBytes(html), null));
            leaveOut(page);

            var found = StructuredData.Objects(page).Where(item => item.Parent is null or JsonArray { Parent: null }).ToList();

            var typed = expected.OfType<JsonObject>().Where(item => item.ContainsKey("@type")).ToList();
            if (found.Count != typed.Count || !found.Zip(typed).All(pair => Same(pair.First, pair.Second)))
            {
                wrong.Add($"{name}\n  {new JsonArray([.. found.Select(item => item.DeepClone())]).ToJsonString()}\n  {new JsonArray([.. typed.Select(item => item.DeepClone())]).ToJsonString()}");
            }
        }

        Assert.True(compared > 5);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {compared}\n" + string.Join('\n', wrong));
    }

    private static JsonArray? Roots(JsonNode file) => file as JsonArray;

    private static JsonArray? MicrodataRoots(JsonNode file) =>
        (file is JsonObject all ? all["microdata"] : file) is JsonArray items && items.Count > 0 && items.All(item => item is JsonObject one && one["properties"] is JsonObject && one.ContainsKey("type") && !one.ContainsKey("iid"))
            ? new JsonArray([.. items.Select(AsJsonLd)])
            : null;

    private static JsonNode? AsJsonLd(JsonNode? node)
    {
        if (node is JsonArray several)
        {
            return new JsonArray([.. several.Select(AsJsonLd)]);
        }

        if (node is not JsonObject item || item["properties"] is not JsonObject properties)
        {
            return node?.DeepClone();
        }

        var result = new JsonObject();
        if (item["type"] is { } type)
        {
            result["@type"] = type.DeepClone();
        }

        if (item["id"] is { } id)
        {
            result["@id"] = id.DeepClone();
        }

        foreach (var (name, value) in properties)
        {
            result[name] = AsJsonLd(value);
        }

        return result;
    }

    // One value or a list of one is the same; white space is a matter of taste.
    private static bool Same(JsonNode? found, JsonNode? expected)
    {
        var (left, right) = (List(found), List(expected));
        return left.Count == right.Count && left.Zip(right).All(pair => pair switch
        {
            (JsonObject one, JsonObject other) => one.Count == other.Count && one.All(property => other.ContainsKey(property.Key) && Same(property.Value, other[property.Key])),
            (JsonValue one, JsonValue other) => SameText(one.ToString(), other.ToString()),
            (null, null) => true,
            _ => false,
        });
    }

    private static bool SameText(string found, string expected) =>
        Bare(found) == Bare(expected) || (Uri.TryCreate(expected, UriKind.Absolute, out var address) && Uri.TryCreate(address, found, out var resolved) && resolved == address);

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static List<JsonNode?> List(JsonNode? node) => node is JsonArray several ? [.. several] : [node];
}
