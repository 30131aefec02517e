using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Bench;

/// <summary>What was collected of a served folder beside what should have been.</summary>
internal sealed class CollectionCheck
{
    // What an imported recipe calls the same.
    private static readonly Dictionary<string, string[]> ExtraNames = new()
    {
        ["partners"] = ["partners", "partenaires_du_projet"],
        ["award"] = ["award"],
        ["legal_form"] = ["legal_form", "statut_juridique"],
        ["created"] = ["created", "date_du_projet"],
    };

    private static readonly string[] PlaceParts = ["commune", "commune_code", "departement", "region"];

    private readonly SortedDictionary<string, Tally> _fields = [];

    private CollectionCheck()
    {
    }

    public required int Expected { get; init; }

    public required int Missing { get; init; }

    public required int Unexpected { get; init; }

    /// <summary>Pages asked for that the site's own robots.txt forbids.</summary>
    public required int Disallowed { get; init; }

    public Dictionary<string, object> Fields => _fields.ToDictionary(tallied => tallied.Key, tallied => (object)new { equal = tallied.Value.Equal, different = tallied.Value.Different, absent = tallied.Value.Absent });

    /// <param name="show">Tells the first differences of each field.</param>
    public static async Task<CollectionCheck> OfAsync(NpgsqlDataSource database, FolderSite site, string folder, string expectedFile, bool show)
    {
        var collected = await CollectedAsync(database, site.Address);
        var expected = File.ReadLines(expectedFile).Select(line => JsonNode.Parse(line)!.AsObject()).ToDictionary(line => (string)line["page_url"]!);
        var missing = expected.Keys.Except(collected.Keys).ToList();
        var unexpected = collected.Keys.Except(expected.Keys).ToList();
        foreach (var address in missing.Take(5))
        {
            Console.Error.WriteLine($"missing {address}");
        }

        foreach (var address in unexpected.Take(5))
        {
            Console.Error.WriteLine($"unexpected {address}");
        }

        var check = new CollectionCheck { Expected = expected.Count, Missing = missing.Count, Unexpected = unexpected.Count, Disallowed = ForbiddenAmongAsked(folder, site) };
        foreach (var (address, line) in expected)
        {
            if (collected.TryGetValue(address, out var found))
            {
                Compare(line, found, site.Address, (field, wanted, got) => Note(check._fields, field, wanted, got, show ? address : null));
            }
        }

        return check;
    }

    private static async Task<Dictionary<string, CollectedInitiative>> CollectedAsync(NpgsqlDataSource database, Uri site)
    {
        await using var command = database.CreateCommand("select key, source::text from initiative");
        var rows = await command.ReadAllAsync(row => CollectedInitiative.FromSource(row.GetString(0), row.GetString(1)), CancellationToken.None);
        return rows.ToDictionary(row => Relative(row.PageUrl, site));
    }

    private static void Compare(JsonObject expected, CollectedInitiative found, Uri site, Action<string, string?, string?> note)
    {
        note("title", Text(expected["title"]), found.Title);
        note("summary", Text(expected["summary"]), found.Summary.Length == 0 ? null : found.Summary);
        note("tags", Texts(expected["tags"]), found.Tags.Count == 0 ? null : string.Join(" | ", found.Tags));
        note("address", Text(expected["address"]), found.Address);
        note("organisation", Text(expected["organisation"]), found.Organisation);
        note("latitude", Number(expected["latitude"]), Number(found.Latitude));
        note("longitude", Number(expected["longitude"]), Number(found.Longitude));
        note("image", Text(expected["image"]), found.ImageUrl is { } image ? Relative(image, site) : null);
        note("published", Text(expected["published"]), found.PublishedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (expected["website_unusable"] is null)
        {
            note("website", Text(expected["website"]) is { } website ? new Uri(website).AbsoluteUri : null, found.Website?.AbsoluteUri);
        }

        foreach (var (name, extras) in ExtraNames)
        {
            var value = extras.Select(extra => found.Extra[extra]).FirstOrDefault(value => value is not null);
            var wanted = expected[name] is JsonArray ? Texts(expected[name]) : Text(expected[name]);
            // A recipe may keep a date as the page writes it, or read it.
            wanted = name == "created" && wanted is not null && value?.ToString() is [_, _, _, _, '-', _, _, '-', _, _] ? $"{UsualDate.Read(wanted):yyyy-MM-dd}" : wanted;
            note(name, wanted, value is JsonArray ? Texts(value) : value?.ToString());
        }

        foreach (var part in PlaceParts.Where(part => expected["territory"]?[part] is not null))
        {
            note($"territory.{part}", Text(expected["territory"]![part]), found.Extra[part]?.ToString());
        }
    }

    private static void Note(SortedDictionary<string, Tally> fields, string field, string? wanted, string? got, string? show)
    {
        if (wanted is null && got is null)
        {
            return;
        }

        var tally = fields.GetValueOrDefault(field);
        var equal = wanted is not null && got is not null && wanted.Normalize(NormalizationForm.FormC) == got.Normalize(NormalizationForm.FormC);
        fields[field] = equal ? tally with { Equal = tally.Equal + 1 } : got is null ? tally with { Absent = tally.Absent + 1 } : tally with { Different = tally.Different + 1 };
        if (!equal && show is not null && tally.Different + tally.Absent < 4)
        {
            Console.Error.WriteLine($"{field} of {show}\n   wanted: {wanted}\n   got:    {got}");
        }
    }

    // Everything asked for that the site's own robots.txt forbids.
    private static int ForbiddenAmongAsked(string folder, FolderSite site)
    {
        var robots = Path.Combine(folder, "robots.txt");
        if (!File.Exists(robots))
        {
            return 0;
        }

        var rules = RobotsRules.Parse(File.ReadAllBytes(robots));
        return site.Asked.Keys.Count(path => !rules.IsAllowed("SocialConnect", path));
    }

    private static string Relative(Uri address, Uri site) =>
        address.Authority == site.Authority ? address.PathAndQuery + Uri.UnescapeDataString(address.Fragment) : address.AbsoluteUri;

    private static string? Text(JsonNode? node) => node?.ToString();

    private static string? Texts(JsonNode? node) => node is JsonArray { Count: > 0 } texts ? string.Join(" | ", texts.Select(text => text!.ToString())) : null;

    private static string? Number(JsonNode? node) => node is null ? null : Number((double)node);

    private static string? Number(double? number) => number?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private readonly record struct Tally(int Equal, int Different, int Absent);
}
