using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>One initiative as a partner's pages tell it, cleaned, before anything of ours is added.</summary>
/// <param name="Key">What names it at its partner for ever: its page's address, or the partner's own identifier.</param>
/// <param name="PageUrl">The page that people are sent to.</param>
public sealed record CollectedInitiative(string Key, Uri PageUrl, string Title)
{
    public string Summary { get; init; } = "";

    /// <summary>The rest of the text, without the summary; one line a paragraph.</summary>
    public string Body { get; init; } = "";

    public string? Organisation { get; init; }

    public Uri? Website { get; init; }

    public Uri? ImageUrl { get; init; }

    /// <summary>The place as one line.</summary>
    public string? Address { get; init; }

    public string? Postcode { get; init; }

    /// <summary>WGS 84 degrees.</summary>
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public DateOnly? PublishedOn { get; init; }

    /// <summary>The partner's own labels, in page order, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Fields beyond ours, by the name the recipe gives them; the place by level as "commune", "commune_code", "departement", "region".</summary>
    public JsonObject Extra { get; init; } = [];

    /// <summary>Everything a visit read, in one document: two visits that read the same give the same document.</summary>
    public string ToSource() => new JsonObject
    {
        ["page_url"] = PageUrl.AbsoluteUri,
        ["title"] = Title,
        ["summary"] = Summary,
        ["body"] = Body,
        ["organisation"] = Organisation,
        ["website"] = Website?.AbsoluteUri,
        ["image_url"] = ImageUrl?.AbsoluteUri,
        ["address"] = Address,
        ["postcode"] = Postcode,
        ["latitude"] = Latitude,
        ["longitude"] = Longitude,
        ["published_on"] = PublishedOn?.ToString("O", CultureInfo.InvariantCulture),
        ["tags"] = JsonSerializer.SerializeToNode(Tags),
        ["extra"] = Extra.DeepClone(),
    }.ToJsonString();

    /// <summary>The initiative that gave this document.</summary>
    public static CollectedInitiative FromSource(string key, string source)
    {
        var read = JsonNode.Parse(source)!;
        return new(key, new Uri((string)read["page_url"]!), (string)read["title"]!)
        {
            Summary = (string)read["summary"]!,
            Body = (string)read["body"]!,
            Organisation = (string?)read["organisation"],
            Website = (string?)read["website"] is { } website ? new Uri(website) : null,
            ImageUrl = (string?)read["image_url"] is { } image ? new Uri(image) : null,
            Address = (string?)read["address"],
            Postcode = (string?)read["postcode"],
            Latitude = (double?)read["latitude"],
            Longitude = (double?)read["longitude"],
            PublishedOn = (string?)read["published_on"] is { } day ? DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture) : null,
            Tags = read["tags"]!.Deserialize<List<string>>()!,
            Extra = read["extra"]!.DeepClone().AsObject(),
        };
    }
}
