using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Testing;

/// <summary>The portal over the records of the sample sites, placed in the official geography and indexed.</summary>
public class FinderPortal : FilledPortal
{
    // The tests of a class ask more in a minute than one person may.
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Finder:QuestionsPerMinute", "100000")];

    /// <summary>Puts the place and index steps' work into the database for everything that lacks it.</summary>
    public async Task PlaceAndIndexAsync()
    {
        using var places = new PlaceReader(new TerritoryStore(Database.Source), TimeProvider.System);
        await using (var connection = await Database.Source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var ids = await Database.ScalarAsync<long[]>("select array_agg(id) from initiative");
            await new PlaceStep(places).RunAsync(connection, ids, CancellationToken.None);
            await transaction.CommitAsync();
        }

        await IndexAsync();
    }

    protected override async Task FillAsync()
    {
        await new TerritoryImport(Database.Source, Options.Create(new TerritoryOptions()), NullLogger<TerritoryImport>.Instance).RunAsync(CancellationToken.None);
        foreach (var site in Directory.GetDirectories(Path.Combine(SharedMaterial.Checkout, "samples")))
        {
            var file = Path.Combine(site, "initiatives.json");
            if (!File.Exists(file))
            {
                continue;
            }

            foreach (var record in JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray())
            {
                await AddAsync(Path.GetFileName(site), ToInitiative(record!.AsObject()));
            }
        }

        await PlaceAndIndexAsync();
    }

    private static CollectedInitiative ToInitiative(JsonObject record)
    {
        var place = record["place"] as JsonObject;
        var extra = new JsonObject { ["departement"] = place?["departement"]?.GetValue<string>(), ["zone"] = place?["national"] is not null ? "France entière" : null };
        var id = record["id"]!.GetValue<string>();
        return new CollectedInitiative(id, new Uri($"https://partner.example/{id}"), record["title"]!.GetValue<string>())
        {
            Summary = record["summary"]?.GetValue<string>() ?? "",
            Body = record["body"] is JsonArray body ? string.Join('\n', body.Select(paragraph => paragraph!.GetValue<string>())) : "",
            Organisation = record["organisation"]?.GetValue<string>(),
            Website = Uri.TryCreate(record["website"]?.GetValue<string>(), UriKind.Absolute, out var website) ? website : null,
            Address = place?["commune"]?.GetValue<string>(),
            Postcode = place?["postcode"]?.GetValue<string>(),
            Tags = record["tags"]?.AsArray().Select(tag => tag!.GetValue<string>()).ToList() ?? [],
            Extra = extra,
        };
    }
}
