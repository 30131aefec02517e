using static SocialConnect.Catalog.Territories.OfficialGeography;

namespace SocialConnect.Catalog.Territories;

/// <summary>
/// Where communes are. GeoNames knows those of a thousand inhabitants and more by INSEE's number; the others stand in the middle of their
/// known neighbours, and say of which.
/// </summary>
internal sealed class CommunePositions
{
    private static readonly Dictionary<string, string> OverseasDepartement = new()
    {
        ["GP"] = "971",
        ["MQ"] = "972",
        ["GF"] = "973",
        ["RE"] = "974",
        ["PM"] = "975",
        ["YT"] = "976",
        ["BL"] = "977",
        ["MF"] = "978",
        ["WF"] = "986",
        ["PF"] = "987",
        ["NC"] = "988",
    };

    private readonly Dictionary<string, (double, double)> _own = [];
    private readonly Dictionary<string, (double, double)> _byPostcode = [];
    private readonly Dictionary<string, string> _intercommunality = [];
    private readonly Dictionary<string, (double, double)> _byIntercommunality = [];
    private readonly Dictionary<string, (double, double)> _byArrondissement = [];
    private readonly Dictionary<string, (double, double)> _byDepartement = [];

    public static CommunePositions Find(IReadOnlyList<Commune> communes, IReadOnlyList<Intercommunality> intercommunalities, IReadOnlyList<City> cities)
    {
        var positions = new CommunePositions();
        positions.FindOwn(communes, cities);
        foreach (var intercommunality in intercommunalities)
        {
            foreach (var member in intercommunality.Members)
            {
                positions._intercommunality[member.Code] = intercommunality.Code;
            }
        }

        var placed = communes.Where(commune => commune.IsPresent && positions._own.ContainsKey(commune.Code)).ToList();
        positions.Average(positions._byPostcode, placed.SelectMany(commune => (commune.Postcodes ?? []).Select(postcode => (postcode, commune))));
        positions.Average(
            positions._byIntercommunality,
            placed.Where(commune => positions._intercommunality.ContainsKey(commune.Code)).Select(commune => (positions._intercommunality[commune.Code], commune)));
        positions.Average(positions._byArrondissement, placed.Where(commune => commune.Arrondissement is not null).Select(commune => (commune.Arrondissement!, commune)));
        positions.Average(positions._byDepartement, placed.Select(commune => (commune.Departement, commune)));
        return positions;
    }

    public (double? Latitude, double? Longitude, PositionOf? Of) Of(Commune commune)
    {
        if (_own.TryGetValue(commune.Code, out var position))
        {
            return (position.Item1, position.Item2, PositionOf.Commune);
        }

        var postcode = (commune.Postcodes ?? []).FirstOrDefault(_byPostcode.ContainsKey);
        if (postcode is not null)
        {
            return (_byPostcode[postcode].Item1, _byPostcode[postcode].Item2, PositionOf.Postcode);
        }

        if (_intercommunality.TryGetValue(commune.Code, out var intercommunality) && _byIntercommunality.TryGetValue(intercommunality, out position))
        {
            return (position.Item1, position.Item2, PositionOf.Intercommunality);
        }

        if (_byArrondissement.TryGetValue(commune.Arrondissement ?? "", out position))
        {
            return (position.Item1, position.Item2, PositionOf.Arrondissement);
        }

        return _byDepartement.TryGetValue(commune.Departement, out position)
            ? (position.Item1, position.Item2, PositionOf.Departement)
            : (null, null, null);
    }

    private void FindOwn(IReadOnlyList<Commune> communes, IReadOnlyList<City> cities)
    {
        var french = cities.Where(city => city.Country == "FR" || OverseasDepartement.ContainsKey(city.Country)).ToList();
        var byNumber = french.Where(city => city.CommuneNumber.Length == 5).ToLookup(city => city.CommuneNumber);
        var byName = french.ToLookup(city => (Area(city), PlaceName.Normalize(city.Name)));
        var parts = communes.Where(commune => !commune.IsPresent && commune.Seat is not null).ToLookup(commune => commune.Seat!);
        foreach (var commune in communes.Where(commune => commune.IsPresent))
        {
            var name = PlaceName.Normalize(commune.Name);
            var city = Best(byNumber[commune.Code], name)
                ?? Only(byName[(commune.Departement, name)])
                ?? (commune.Code == "75056" ? Only(byName[("region 11", name)]) : null)
                ?? Best(parts[commune.Code].SelectMany(part => byNumber[part.Code]), name);
            if (city is not null)
            {
                _own[commune.Code] = (city.Latitude, city.Longitude);
            }
        }
    }

    // Without a number, a city is known by its département overseas and by its région on the mainland.
    private static string Area(City city) =>
        OverseasDepartement.GetValueOrDefault(city.Country) ?? (city.CommuneNumber.Length == 5 ? city.CommuneNumber[..2] : $"region {city.RegionNumber}");

    // Several places share a number: the one that bears the commune's name is its centre, else the seat, else the largest.
    private static City? Best(IEnumerable<City> cities, string name) =>
        cities.OrderByDescending(city => PlaceName.Normalize(city.Name) == name)
            .ThenByDescending(city => city.Feature.StartsWith("PPLA", StringComparison.Ordinal) || city.Feature == "PPLC")
            .ThenBy(city => city.Feature == "PPLX")
            .ThenByDescending(city => city.Population)
            .FirstOrDefault();

    private static City? Only(IEnumerable<City> cities)
    {
        var found = cities.Where(city => city.Feature != "PPLX").Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private void Average(Dictionary<string, (double, double)> target, IEnumerable<(string Key, Commune Commune)> members)
    {
        foreach (var group in members.GroupBy(member => member.Key, member => _own[member.Commune.Code]))
        {
            target[group.Key] = (Math.Round(group.Average(position => position.Item1), 5), Math.Round(group.Average(position => position.Item2), 5));
        }
    }
}
