using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Bench.Finding;

/// <summary>A record of a catalogue file; <paramref name="Body"/> and what follows it are our own addition.</summary>
internal sealed record CatalogueLine(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("summary")] string? Summary,
    [property: JsonPropertyName("tags")] string[]? Tags,
    [property: JsonPropertyName("organisation")] string? Organisation,
    [property: JsonPropertyName("city")] string? City,
    [property: JsonPropertyName("departement")] string? Departement,
    [property: JsonPropertyName("region")] string? Region,
    [property: JsonPropertyName("partner")] string? Partner,
    [property: JsonPropertyName("body")] string? Body = null,
    [property: JsonPropertyName("national")] bool National = false,
    [property: JsonPropertyName("latitude")] double? Latitude = null,
    [property: JsonPropertyName("longitude")] double? Longitude = null);

/// <summary>A catalogue brought up to date through the product's own steps, and the names its records came with.</summary>
internal sealed class FinderCatalogue : IAsyncDisposable
{
    private FinderCatalogue(ScratchCatalogue scratch) => Scratch = scratch;

    public ScratchCatalogue Scratch { get; }

    public Dictionary<long, string> Ids { get; } = [];

    public static async Task<FinderCatalogue> CreateAsync(IReadOnlyList<CatalogueLine> lines, (string Key, string Value)[] settings)
    {
        var catalogue = new FinderCatalogue(await ScratchCatalogue.CreateAsync(settings));
        var scratch = catalogue.Scratch;
        await scratch.Get<SchemeImport>().ImportAsync(SchemeDocument.Shipped(), CancellationToken.None);
        await scratch.Get<TerritoryImport>().RunAsync(CancellationToken.None);
        foreach (var partner in lines.GroupBy(line => line.Partner ?? "bench"))
        {
            var kept = await scratch.Get<PartnerStore>().SaveAsync(InitiativeAddress.Slug(partner.Key), partner.Key, new Uri("https://bench.example/"), "", CancellationToken.None);
            foreach (var line in partner)
            {
                await scratch.Get<InitiativeStore>().SaveAsync(kept.Id, ToInitiative(line), CancellationToken.None);
            }
        }

        await using var command = scratch.Database.CreateCommand("select id, key from initiative");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            catalogue.Ids[reader.GetInt64(0)] = reader.GetString(1);
        }

        await scratch.BringUpToDateAsync("place", "tags", "suggest", "index", "questions", "embed", "embed-next");
        return catalogue;
    }

    public static IReadOnlyList<CatalogueLine> Read(string file) =>
        [.. File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<CatalogueLine>(line)!)];

    /// <summary>The records of the sample sites, each under "site/id".</summary>
    public static IReadOnlyList<CatalogueLine> Samples(string folder)
    {
        var lines = new List<CatalogueLine>();
        foreach (var file in Directory.GetFiles(folder, "initiatives.json", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var site = Path.GetFileName(Path.GetDirectoryName(file)!);
            foreach (var record in JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(node => node!.AsObject()))
            {
                var place = record["place"]?.AsObject();
                string? Of(string name) => place?[name]?.GetValue<string>();
                lines.Add(new CatalogueLine(
                    $"{site}/{record["id"]}", record["title"]!.GetValue<string>(), record["summary"]?.GetValue<string>(),
                    record["tags"]?.AsArray().Select(tag => tag!.GetValue<string>()).ToArray(), record["organisation"]?.GetValue<string>(),
                    Of("commune") is { } commune && Of("postcode") is { } postcode ? $"{postcode} {commune}" : Of("commune"), Of("departement"), Of("region"), site,
                    record["body"] is JsonArray body ? string.Join('\n', body.Select(paragraph => paragraph!.GetValue<string>())) : record["body"]?.GetValue<string>(),
                    place?["national"]?.GetValue<bool>() ?? false));
            }
        }

        return lines.Count > 0 ? lines : throw new UsageException($"No initiatives.json below '{folder}'.");
    }

    /// <summary>What is known of each record: its own words, and the names of where its coordinates lie.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TextsAsync(IReadOnlyList<CatalogueLine> lines)
    {
        await using var command = Scratch.Database.CreateCommand("""
            select initiative.key, concat_ws(' ', place.name, parent.name, upper.name)
            from initiative
            join territory place on place.code = initiative.territory_code
            left join territory parent on parent.code = place.parent_code
            left join territory upper on upper.code = parent.parent_code
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            places[reader.GetString(0)] = reader.GetString(1);
        }

        return lines.ToDictionary(line => line.Id, line => string.Join('\n', [line.Title, line.Summary ?? "", line.Body ?? "", line.Organisation ?? "", line.City ?? "", line.Departement ?? "", line.Region ?? "", line.Partner ?? "", places.GetValueOrDefault(line.Id, "")]));
    }

    public ValueTask DisposeAsync() => Scratch.DisposeAsync();

    private static CollectedInitiative ToInitiative(CatalogueLine line)
    {
        var extra = new JsonObject();
        if (line.Departement is { Length: > 0 } departement)
        {
            extra["departement"] = departement;
        }

        if (line.Region is { Length: > 0 } region)
        {
            extra["region"] = region;
        }

        if (line.National)
        {
            extra["zone"] = "France entière";
        }

        return new CollectedInitiative(line.Id, new Uri("https://bench.example/" + Uri.EscapeDataString(line.Id)), line.Title)
        {
            Summary = line.Summary ?? "",
            Body = line.Body ?? "",
            Tags = line.Tags ?? [],
            Organisation = string.IsNullOrWhiteSpace(line.Organisation) ? null : line.Organisation,
            Address = string.IsNullOrWhiteSpace(line.City) ? null : line.City,
            Latitude = line.Latitude,
            Longitude = line.Longitude,
            Extra = extra,
        };
    }
}
