using System.Text.Json.Nodes;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Territories;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Territories;

public sealed class PlaceStepTests(GeographyDatabase database) : IClassFixture<GeographyDatabase>, IDisposable
{
    private readonly PlaceReader _places = new(new TerritoryStore(database.Source), TimeProvider.System);

    public void Dispose() => _places.Dispose();

    [Theory]
    [InlineData("12 rue du Marché, 23000 Guéret", null, null, null, "COM-23096", "postcode-and-name")]
    [InlineData("Mairie, 23000 GUERET CEDEX", null, null, null, "COM-23096", "postcode-and-name")]
    [InlineData("place de l'Église", "87120", null, null, "DEP-87", "postcode")]
    [InlineData(null, "1000", null, null, "DEP-01", "postcode")]
    [InlineData("Rodez", null, null, null, "COM-12202", "name")]
    [InlineData("Sainte-Colombe, Rhône", null, null, null, "COM-69189", "name")]
    [InlineData("Bretagne", null, null, null, "REG-53", "name")]
    [InlineData("Orne, Normandie", null, null, null, "DEP-61", "name")]
    [InlineData("Centre-Val de Loire, Eure-et-Loir", null, null, null, "DEP-28", "name")]
    [InlineData("Savoie, Haute-Savoie, Auvergne-Rhône-Alpes", null, null, null, "REG-84", "name")]
    [InlineData(null, null, 48.1117, -1.6802, "COM-35238", "coordinates")]
    [InlineData(null, null, 46.02, 2.20, "DEP-23", "coordinates")]
    [InlineData(null, null, 52.52, 13.40, null, "none")]
    [InlineData("Saint-Denis", null, -20.88, 55.45, "COM-97411", "name")]
    [InlineData("35000 Rennes", null, 48.1117, -1.6802, "COM-35238", "postcode-and-name")]
    [InlineData("Ille-et-Vilaine", null, 48.1117, -1.6802, "COM-35238", "coordinates")]
    public async Task An_initiative_is_placed_as_finely_as_its_evidence_allows(string? address, string? postcode, double? latitude, double? longitude, string? code, string origin)
    {
        var placed = await PlaceAsync(initiative => initiative with { Address = address, Postcode = postcode, Latitude = latitude, Longitude = longitude });

        Assert.Equal((code, origin, null), placed);
    }

    [Theory]
    [InlineData("35000 Rennes", null, 43.60, 1.44, null, "coordinates")]
    [InlineData("29200 Brest", null, 48.1117, -1.6802, "REG-53", "coordinates")]
    [InlineData("11 rue de la Paix, 75011 Lyon", null, null, null, null, "postcode")]
    [InlineData("Saint-Denis", null, null, null, null, "ambiguous")]
    public async Task Evidence_that_contradicts_itself_is_flagged_and_only_what_it_agrees_on_is_kept(
        string? address, string? postcode, double? latitude, double? longitude, string? code, string conflict)
    {
        var placed = await PlaceAsync(initiative => initiative with { Address = address, Postcode = postcode, Latitude = latitude, Longitude = longitude });

        Assert.Equal((code, conflict), (placed.Code, placed.Conflict));
    }

    [Fact]
    public async Task A_town_told_only_by_the_summary_is_found_there()
    {
        var placed = await PlaceAsync(initiative => initiative with { Summary = "Chaque semaine à Limoges, des bénévoles rendent visite aux personnes âgées." });

        Assert.Equal(("COM-87085", "name", null), placed);
    }

    [Fact]
    public async Task Fields_of_the_partner_that_name_a_place_count_as_its_address()
    {
        var placed = await PlaceAsync(initiative => initiative with { Extra = new JsonObject { ["departement"] = "Creuse", ["legal_form"] = "Association de Lyon" } });

        Assert.Equal("DEP-23", placed.Code);
    }

    [Theory]
    [InlineData("France entière", true)]
    [InlineData("France", true)]
    [InlineData("75011 Paris", false)]
    public async Task What_serves_the_whole_country_is_national(string address, bool national)
    {
        await PlaceAsync(initiative => initiative with { Address = address });

        Assert.Equal(national, await database.ScalarAsync<bool>("select is_national from initiative order by id desc limit 1"));
    }

    [Fact]
    public async Task A_territory_set_by_hand_is_kept()
    {
        var id = await AddAsync(initiative => initiative with { Address = "35000 Rennes" });
        await database.ExecuteAsync("update initiative set territory_code = 'DEP-23', hand = '{\"territory_code\": {\"value\": \"DEP-23\"}}' where id = $1", id);

        await RunAsync(id);

        Assert.Equal("DEP-23", await database.ScalarAsync<string>("select territory_code from initiative where id = $1", id));
    }

    [Fact]
    public async Task Only_a_place_that_changed_asks_for_a_new_index()
    {
        var id = await AddAsync(initiative => initiative with { Address = "35000 Rennes" });
        await RunAsync(id);
        await database.ExecuteAsync("insert into initiative_step (initiative_id, step, revision, version) values ($1, 'index', 1, 'x')", id);

        await RunAsync(id);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from initiative_step where initiative_id = $1 and step = 'index'", id));

        await database.ExecuteAsync("update initiative set address = '29200 Brest' where id = $1", id);
        await RunAsync(id);
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from initiative_step where initiative_id = $1 and step = 'index'", id));
    }

    private async Task<(string? Code, string Origin, string? Conflict)> PlaceAsync(Func<CollectedInitiative, CollectedInitiative> with)
    {
        var id = await AddAsync(with);
        await RunAsync(id);
        var row = await database.ScalarAsync<string>(
            "select concat_ws('|', coalesce(i.territory_code, '-'), p.origin, coalesce(p.conflict->>'kind', '-')) from initiative i join initiative_place p on p.initiative_id = i.id where i.id = $1", id);
        var parts = row.Split('|');
        return (parts[0] == "-" ? null : parts[0], parts[1], parts[2] == "-" ? null : parts[2]);
    }

    private async Task<long> AddAsync(Func<CollectedInitiative, CollectedInitiative> with)
    {
        var partner = await new PartnerStore(database.Source).SaveAsync("places", "Places", new Uri("https://partner.example/"), "", CancellationToken.None);
        var key = Guid.NewGuid().ToString("N");
        await new InitiativeStore(database.Source).SaveAsync(partner.Id, with(new CollectedInitiative(key, new Uri($"https://partner.example/{key}"), "Initiative")), CancellationToken.None);
        return await database.ScalarAsync<long>("select id from initiative where key = $1", key);
    }

    private async Task RunAsync(long id)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new PlaceStep(_places).RunAsync(connection, [id], CancellationToken.None);
        await transaction.CommitAsync();
    }
}
