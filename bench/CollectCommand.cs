using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Bench;

/// <summary>Visits a folder served as a site, and compares what was collected with what should have been.</summary>
internal static class CollectCommand
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

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "site", "recipe", "expected", "show");
        var folder = options.Required("site");
        await using var site = await FolderSite.StartAsync(folder);
        var recipe = Recipe(options.Required("recipe"), site.Address);
        await using var catalogue = await ScratchCatalogue.CreateAsync(BenchVisit.Settings);
        var visit = new BenchVisit(catalogue);
        var partner = await visit.AddPartnerAsync("site", recipe);
        var end = await visit.RunAsync(partner);
        Console.Error.WriteLine($"visit: {end.State} {end.Message}");

        var collected = await CollectedAsync(catalogue.Database, site.Address);
        var expected = File.ReadLines(options.Required("expected")).Select(line => JsonNode.Parse(line)!.AsObject()).ToDictionary(line => (string)line["page_url"]!);
        var fields = new SortedDictionary<string, Tally>();
        foreach (var (address, line) in expected)
        {
            if (collected.TryGetValue(address, out var found))
            {
                Compare(line, found, site.Address, (field, wanted, got) => Note(fields, field, wanted, got, options.Has("show") ? address : null));
            }
        }

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

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            expected = expected.Count,
            found = expected.Count - missing.Count,
            missing = missing.Count,
            unexpected = unexpected.Count,
            fields = fields.ToDictionary(field => field.Key, field => new { equal = field.Value.Equal, different = field.Value.Different, absent = field.Value.Absent }),
            disallowed_fetched = Disallowed(folder, site),
        }));
    }

    /// <summary>A recipe of ours, in which ${SITE} stands for the served address, or a spider of OpenScraper.</summary>
    private static Recipe Recipe(string file, Uri site)
    {
        var json = File.ReadAllText(file);
        if (!OpenScraperImport.Recognises(json))
        {
            return RecipeDocument.Parse(json.Replace("${SITE}", site.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
        }

        var imported = new OpenScraperImport().Read(json, site)[0];
        foreach (var warning in imported.Warnings)
        {
            Console.Error.WriteLine($"import: {warning}");
        }

        // The replica answers at once; the real site's pause would only make the measurement long.
        return imported.Recipe with { Limits = imported.Recipe.Limits with { Delay = TimeSpan.Zero } };
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
    private static int Disallowed(string folder, FolderSite site)
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
