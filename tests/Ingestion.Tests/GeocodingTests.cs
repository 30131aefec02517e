using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Territories;
using SocialConnect.Ingestion.Geocoding;
using SocialConnect.Ingestion.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class GeocodingTests(GeographyDatabase database) : IClassFixture<GeographyDatabase>, IAsyncLifetime, IDisposable
{
    private readonly PlaceReader _places = new(new TerritoryStore(database.Source), TimeProvider.System);
    private readonly List<string> _asked = [];

    // Each test has a service of its own, which would be asked about the addresses of all tests before it.
    public Task InitializeAsync() => database.ExecuteAsync("delete from initiative");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _places.Dispose();

    [Fact]
    public async Task An_address_gets_its_position_and_its_commune_and_is_asked_about_once()
    {
        await using var service = await AddressServiceAsync("87065", 2.11, 45.62);
        var first = await AddAsync("4 place de la Fontaine", "87120");
        var second = await AddAsync(" 4  place de la Fontaine,", "87120");

        await SweepAsync(service);
        await SweepAsync(service);

        Assert.Equal(["4 place de la Fontaine, 87120"], _asked);
        Assert.Equal(("COM-87065", "geocoded", 45.62, 2.11), await PlaceAsync(first));
        Assert.Equal(("COM-87065", "geocoded", 45.62, 2.11), await PlaceAsync(second));
    }

    [Theory]
    [InlineData("75111", "75011 Paris")]
    [InlineData("69383", "69003 Lyon")]
    [InlineData("13201", "13001 Marseille")]
    public async Task An_arrondissement_is_its_commune(string arrondissement, string town)
    {
        await using var service = await AddressServiceAsync(arrondissement, 2.37, 48.86);
        var id = await AddAsync($"3 rue des Arrondissements, {town}");

        await SweepAsync(service);

        var (code, origin, _, _) = await PlaceAsync(id);
        Assert.Equal("geocoded", origin);
        Assert.Contains(code, new[] { "COM-75056", "COM-69123", "COM-13055" });
    }

    [Fact]
    public async Task A_street_of_that_name_in_another_town_is_not_believed()
    {
        await using var service = await AddressServiceAsync("35238", -1.68, 48.11);
        var id = await AddAsync("7 rue du Marché, 23000 Guéret");

        await SweepAsync(service);

        var (code, origin, _, _) = await PlaceAsync(id);
        Assert.Equal(("COM-23096", "postcode-and-name"), (code, origin));
    }

    [Theory]
    [InlineData("street", 0.4)]
    [InlineData("municipality", 0.95)]
    public async Task What_the_service_is_not_sure_of_or_knows_only_the_town_of_changes_nothing(string kind, double score)
    {
        await using var service = await AddressServiceAsync("23096", 1.87, 46.17, kind, score);
        var id = await AddAsync($"9 rue {kind}, 23000 Guéret");

        await SweepAsync(service);

        Assert.Equal("postcode-and-name", (await PlaceAsync(id)).Origin);
        Assert.Single(_asked);
    }

    [Theory]
    [InlineData("Guéret", null, null)]
    [InlineData("France entière", null, null)]
    [InlineData("12 rue Haute", null, null)]
    [InlineData("12 rue Haute, 23000 Guéret", 46.17, 1.87)]
    public async Task Nothing_is_asked_about_what_names_no_street_or_no_town_or_has_a_position(string address, double? latitude, double? longitude)
    {
        await using var service = await AddressServiceAsync("23096", 1.87, 46.17);
        await AddAsync(address, latitude: latitude, longitude: longitude);

        await SweepAsync(service);

        Assert.Empty(_asked);
    }

    [Fact]
    public async Task An_address_that_changed_loses_the_position_of_the_old_one()
    {
        await using var service = await AddressServiceAsync("23096", 1.8712, 46.1712);
        var id = await AddAsync("5 avenue Ancienne, 23000 Guéret");
        await SweepAsync(service);
        Assert.Equal("geocoded", (await PlaceAsync(id)).Origin);

        await SaveAsync(await database.ScalarAsync<string>("select key from initiative where id = $1", id), "Mairie de Rodez", null, null, null);
        await SweepAsync(service);

        Assert.Equal(("COM-12202", "name"), ((await PlaceAsync(id)).Code, (await PlaceAsync(id)).Origin));
    }

    [Theory]
    [InlineData(429, "busy")]
    [InlineData(503, "away")]
    [InlineData(404, "elsewhere")]
    [InlineData(200, "not JSON")]
    public async Task A_service_in_trouble_is_left_alone_and_no_address_is_marked_as_failed(int status, string body)
    {
        await using var service = await LocalServer.StartAsync(async context =>
        {
            _asked.Add(context.Request.Query["q"].ToString());
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "120";
            await context.Response.WriteAsync(body);
        });
        var clock = new HandMovedClock();
        using var geocoder = Geocoder(service, clock);
        var id = await AddAsync($"1 rue {body}, 23000 Guéret");
        await AddAsync($"2 rue {body}, 23000 Guéret");

        await Loop(service, geocoder).SweepAsync(CancellationToken.None);
        await Loop(service, geocoder).SweepAsync(CancellationToken.None);

        Assert.Single(_asked);
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from initiative_step where step = 'geocode' and initiative_id >= $1", id));
        clock.Now += TimeSpan.FromSeconds(121);
        await Loop(service, geocoder).SweepAsync(CancellationToken.None);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task An_address_that_the_service_refuses_is_kept_as_unknown()
    {
        await using var service = await LocalServer.StartAsync(context =>
        {
            _asked.Add(context.Request.Query["q"].ToString());
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });
        await AddAsync("8 rue Refusée, 23000 Guéret");

        await SweepAsync(service);
        await database.ExecuteAsync("delete from initiative_step where step = 'geocode'");
        await SweepAsync(service);

        Assert.Equal(["8 rue Refusée, 23000 Guéret"], _asked);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_asked()
    {
        using var geocoder = new AddressGeocoder(Options.Create(new GeocodingOptions()), Options.Create(new IngestionOptions()), TimeProvider.System);

        Assert.Null(await new GeocodeStep(new GeocodingStore(database.Source), geocoder, Options.Create(new GeocodingOptions())).VersionAsync(CancellationToken.None));
    }

    private Task<LocalServer> AddressServiceAsync(string commune, double longitude, double latitude, string kind = "housenumber", double score = 0.93) =>
        LocalServer.StartAsync(async context =>
        {
            Assert.StartsWith("SocialConnect/", context.Request.Headers.UserAgent.ToString(), StringComparison.Ordinal);
            _asked.Add(context.Request.Query["q"].ToString());
            await context.Response.WriteAsJsonAsync(new
            {
                type = "FeatureCollection",
                features = new[]
                {
                    new
                    {
                        type = "Feature",
                        geometry = new { type = "Point", coordinates = new[] { longitude, latitude } },
                        properties = new { label = context.Request.Query["q"].ToString(), score, type = kind, citycode = commune },
                    },
                },
            });
        });

    private async Task SweepAsync(LocalServer service)
    {
        using var geocoder = Geocoder(service, TimeProvider.System);
        while (await Loop(service, geocoder).SweepAsync(CancellationToken.None) > 0)
        {
        }
    }

    private UpToDateLoop Loop(LocalServer service, AddressGeocoder geocoder) => new(
        database.Source,
        [new PlaceStep(_places), new GeocodeStep(new GeocodingStore(database.Source), geocoder, Settings(service))],
        NullLogger<UpToDateLoop>.Instance);

    private static AddressGeocoder Geocoder(LocalServer service, TimeProvider clock) => new(Settings(service), Options.Create(new IngestionOptions()), clock);

    private static IOptions<GeocodingOptions> Settings(LocalServer service) =>
        Options.Create(new GeocodingOptions { Endpoint = new Uri(service.Address, "search/"), Delay = TimeSpan.Zero });

    private async Task<(string? Code, string Origin, double? Latitude, double? Longitude)> PlaceAsync(long id)
    {
        var parts = (await database.ScalarAsync<string>(
            "select concat_ws('|', i.territory_code, p.origin, p.latitude, p.longitude) from initiative i join initiative_place p on p.initiative_id = i.id where i.id = $1", id)).Split('|');
        return (parts[0], parts[1], double.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), double.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<long> AddAsync(string address, string? postcode = null, double? latitude = null, double? longitude = null)
    {
        var key = Guid.NewGuid().ToString("N");
        await SaveAsync(key, address, postcode, latitude, longitude);
        return await database.ScalarAsync<long>("select id from initiative where key = $1", key);
    }

    private async Task SaveAsync(string key, string address, string? postcode, double? latitude, double? longitude)
    {
        var partner = await new PartnerStore(database.Source).SaveAsync("addresses", "Adresses", new Uri("https://partner.example/"), "", CancellationToken.None);
        await new InitiativeStore(database.Source).SaveAsync(
            partner.Id,
            new CollectedInitiative(key, new Uri($"https://partner.example/{key}"), "Initiative") { Address = address, Postcode = postcode, Latitude = latitude, Longitude = longitude },
            CancellationToken.None);
    }

    private sealed class HandMovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
