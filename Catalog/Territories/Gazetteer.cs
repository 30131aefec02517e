namespace SocialConnect.Catalog.Territories;

/// <summary>All names of places in memory (some 20 MB): built once per edition, never changed.</summary>
internal sealed class Gazetteer
{
    // A cell of the grid is half a degree, some 40 to 55 km wide in France.
    private const double Cell = 0.5;

    /// <summary>No name of a place has more words.</summary>
    public const int LongestName = 12;

    private readonly Dictionary<string, List<PlaceEntry>> _byName = [];
    private readonly Dictionary<string, List<Territory>> _byPostcode = [];
    private readonly Dictionary<(int, int), List<Territory>> _grid = [];
    private readonly Dictionary<string, Territory> _byCode;

    public Gazetteer(string edition, IReadOnlyList<Territory> territories, IEnumerable<(string Code, string Name)> otherNames, EverydayPlaces everyday)
    {
        Edition = edition;
        Everyday = everyday;
        _byCode = territories.ToDictionary(territory => territory.Code);
        foreach (var territory in territories.Where(territory => territory.Level is not TerritoryLevel.Country))
        {
            Add(territory.Name, new PlaceEntry(territory.Name, [territory], territory.Level, territory.Article));
            if (territory.Level is TerritoryLevel.Commune)
            {
                foreach (var postcode in territory.Postcodes)
                {
                    Append(_byPostcode, postcode, territory);
                }

                if (territory.PositionOf is PositionOf.Commune)
                {
                    Append(_grid, CellOf(territory.Latitude!.Value, territory.Longitude!.Value), territory);
                }
            }
        }

        foreach (var (code, name) in otherNames)
        {
            var now = _byCode[code];
            // Évry is what people still call Évry-Courcouronnes; Selvigny is a part of Walincourt-Selvigny.
            var isShort = PlaceName.Normalize(now.Name).StartsWith(PlaceName.Normalize(name) + " ", StringComparison.Ordinal);
            Add(name, new PlaceEntry(isShort ? now.Name : name, [now], TerritoryLevel.Commune, isShort ? now.Article : 0) { IsOther = !isShort });
        }

        foreach (var area in everyday.Areas)
        {
            var members = area.Codes.Where(_byCode.ContainsKey).Select(code => _byCode[code]).ToList();
            if (members.Count > 0)
            {
                AddArea(area, members);
            }
        }
    }

    public string Edition { get; }

    public EverydayPlaces Everyday { get; }

    public Territory? ByCode(string code) => _byCode.GetValueOrDefault(code);

    public IReadOnlyList<PlaceEntry> ByName(string normalizedWithoutArticle) => _byName.GetValueOrDefault(normalizedWithoutArticle) ?? [];

    public IReadOnlyList<Territory> ByPostcode(string postcode) => _byPostcode.GetValueOrDefault(postcode) ?? [];

    public Territory? Departement(string number) => ByCode($"DEP-{number.ToUpperInvariant()}");

    /// <summary>The département that gives out the postcode; for the few postcodes that cross a border, the one their first digits name.</summary>
    public Territory? DepartementOfPostcode(string postcode) => postcode switch
    {
        ['9', '7' or '8', ..] => Departement(postcode[..3]),
        ['2', '0', var third, ..] => Departement(third is '0' or '1' ? "2A" : "2B"),
        _ => Departement(postcode[..2]),
    };

    /// <summary>The territory itself and all that contains it.</summary>
    public IEnumerable<Territory> Ancestors(Territory territory)
    {
        for (var next = territory; next is not null; next = next.ParentCode is { } parent ? ByCode(parent) : null)
        {
            yield return next;
        }
    }

    /// <summary>The smallest territory that all are in; the country when nothing smaller is.</summary>
    public Territory? Container(IReadOnlyList<Territory> territories) =>
        territories.Count == 0 ? null : Ancestors(territories[0]).FirstOrDefault(container => territories.All(territory => IsInside(territory, container)));

    public bool IsInside(Territory territory, Territory container) => Ancestors(territory).Any(ancestor => ancestor.Code == container.Code);

    /// <summary>Communes whose own position is known, nearest first, with their distance in kilometres; at most those of the nine cells around.</summary>
    public List<(Territory Commune, double Kilometres)> Nearest(double latitude, double longitude, int count)
    {
        var (row, column) = CellOf(latitude, longitude);
        var around = from r in Enumerable.Range(row - 1, 3)
                     from c in Enumerable.Range(column - 1, 3)
                     from commune in _grid.GetValueOrDefault((r, c)) ?? []
                     let kilometres = Distance(latitude, longitude, commune.Latitude!.Value, commune.Longitude!.Value)
                     orderby kilometres
                     select (commune, kilometres);
        return [.. around.Take(count)];
    }

    /// <summary>Great-circle distance in kilometres (haversine, mean radius 6371 km).</summary>
    public static double Distance(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (phi1, phi2) = (double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2));
        var (dPhi, dLambda) = (phi2 - phi1, double.DegreesToRadians(longitude2 - longitude1));
        var h = (Math.Sin(dPhi / 2) * Math.Sin(dPhi / 2)) + (Math.Cos(phi1) * Math.Cos(phi2) * Math.Sin(dLambda / 2) * Math.Sin(dLambda / 2));
        return 2 * 6371 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static (int, int) CellOf(double latitude, double longitude) => ((int)Math.Floor(latitude / Cell), (int)Math.Floor(longitude / Cell));

    private void AddArea(EverydayPlaces.Area area, List<Territory> members)
    {
        var entry = members is [{ Level: TerritoryLevel.Region or TerritoryLevel.Commune } only]
            ? new PlaceEntry(only.Name, members, only.Level, area.Article)
            : new PlaceEntry(area.Label, members, null, area.Article) { IsLandscape = area.Landscape };
        foreach (var name in area.Names.DistinctBy(PlaceName.Normalize))
        {
            var key = PlaceName.SplitArticle(PlaceName.Normalize(name)).Bare;
            // An everyday name of a région repeats its own entry: one is enough.
            if (!ByName(key).Any(known => known.Members.Count == members.Count && known.Members[0] == members[0]))
            {
                Add(name, entry);
            }
        }
    }

    private void Add(string name, PlaceEntry entry)
    {
        var (article, rest) = PlaceName.SplitArticle(PlaceName.Normalize(name));
        Append(_byName, rest, entry with { Written = name, OwnArticle = article });
    }

    private static void Append<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }
}

/// <summary>One meaning of a name.</summary>
/// <param name="Level">Null for an area of several territories.</param>
/// <param name="Article">INSEE's kind of article, as in <see cref="Territory.Article"/>.</param>
internal sealed record PlaceEntry(string Name, IReadOnlyList<Territory> Members, TerritoryLevel? Level, int Article)
{
    /// <summary>The name under which the entry is found, with its accents.</summary>
    public string Written { get; init; } = Name;

    /// <summary>The article that belongs to the name itself ("le" of Le Havre), folded; empty without.</summary>
    public string OwnArticle { get; init; } = "";

    /// <summary>A former commune's or district's name.</summary>
    public bool IsOther { get; init; }

    /// <summary>Has no borders that an official territory could stand for.</summary>
    public bool IsLandscape { get; init; }

    public int Population => Members.Sum(member => member.Population ?? 0);
}
