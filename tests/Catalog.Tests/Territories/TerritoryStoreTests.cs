using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Territories;

public sealed class TerritoryStoreTests(GeographyDatabase database) : IClassFixture<GeographyDatabase>
{
    private TerritoryStore Store => new(database.Source);

    [Fact]
    public async Task A_commune_stands_in_its_departement_its_region_and_the_country()
    {
        var ancestors = await Store.AncestorsAsync("COM-23096", CancellationToken.None);

        Assert.Equal(["Guéret", "Creuse", "Nouvelle-Aquitaine", "France"], ancestors.Select(territory => territory.Name));
    }

    [Fact]
    public async Task A_region_knows_its_departements_and_its_communes()
    {
        var departements = await Store.DescendantsAsync("REG-53", TerritoryLevel.Departement, CancellationToken.None);
        var communes = await Store.DescendantsAsync("REG-53", TerritoryLevel.Commune, CancellationToken.None);

        Assert.Equal(["Côtes-d'Armor", "Finistère", "Ille-et-Vilaine", "Morbihan"], departements.Select(territory => territory.Name));
        Assert.InRange(communes.Count, 1_100, 1_300);
    }

    [Theory]
    [InlineData("guere", "Guéret")]
    [InlineData("le havre", "Le Havre")]
    [InlineData("havre", "Le Havre")]
    [InlineData("st-etienne", "Saint-Étienne")]
    [InlineData("bretagne", "Bretagne")]
    [InlineData("23000", "Guéret")]
    [InlineData("PARIS", "Paris")]
    [InlineData("cherbourg-octeville", "Cherbourg-en-Cotentin")]
    public async Task What_is_typed_finds_the_place_first_that_most_people_mean(string typed, string name)
    {
        var found = await Store.SearchAsync(typed, 8, CancellationToken.None);

        Assert.Equal(name, found[0].Name);
    }

    [Fact]
    public async Task Signs_that_mean_something_to_a_pattern_find_nothing_and_break_nothing()
    {
        Assert.Empty(await Store.SearchAsync("%_\\'", 8, CancellationToken.None));
    }

    [Fact]
    public async Task The_same_edition_is_loaded_once()
    {
        var import = new TerritoryImport(database.Source, Options.Create(new TerritoryOptions()), NullLogger<TerritoryImport>.Instance);

        Assert.Equal(0, await import.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Every_commune_on_the_mainland_has_a_position_and_says_whose()
    {
        Assert.Equal(0L, await database.ScalarAsync<long>(
            "select count(*) from territory t join territory d on d.code = t.parent_code where t.level = 'commune' and length(d.code) = 6 and (t.latitude is null or t.position_of is null)"));
        Assert.Equal("commune", await database.ScalarAsync<string>("select position_of from territory where code = 'COM-75056'"));
    }

    [SkippableFact]
    public async Task Positions_agree_with_an_independent_list_of_postcodes()
    {
        var file = SharedMaterial.PathOrSkip("data/geo/codes-postaux-2016.jsonl");
        var distances = new List<double>();
        var territories = await Store.DescendantsAsync(Territory.France, TerritoryLevel.Commune, CancellationToken.None);
        var byPostcode = territories.Where(commune => commune.Latitude is not null)
            .SelectMany(commune => commune.Postcodes.Select(postcode => (postcode, commune))).ToLookup(pair => pair.postcode, pair => pair.commune);
        foreach (var line in File.ReadLines(file))
        {
            using var row = System.Text.Json.JsonDocument.Parse(line);
            var communes = byPostcode[row.RootElement.GetProperty("Code_postal").GetString()!].ToList();
            if (communes.Count == 0 || !double.TryParse(row.RootElement.GetProperty("latitude_avg").GetString(), System.Globalization.CultureInfo.InvariantCulture, out var latitude)
                || !double.TryParse(row.RootElement.GetProperty("longitude_avg").GetString(), System.Globalization.CultureInfo.InvariantCulture, out var longitude))
            {
                continue;
            }

            distances.Add(new GeoPoint(latitude, longitude).DistanceKm(new GeoPoint(communes.Average(commune => commune.Latitude!.Value), communes.Average(commune => commune.Longitude!.Value))));
        }

        distances.Sort();
        Assert.True(distances.Count > 5_000);
        Assert.InRange(distances[distances.Count / 2], 0, 4);
        Assert.InRange(distances[distances.Count * 95 / 100], 0, 16);
    }
}
