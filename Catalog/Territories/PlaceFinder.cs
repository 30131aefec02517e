using System.Text.RegularExpressions;

namespace SocialConnect.Catalog.Territories;

/// <summary>Where an initiative is, from postcode, names and coordinates. Evidence that contradicts itself is flagged, not guessed.</summary>
internal sealed partial class PlaceFinder(Gazetteer gazetteer)
{
    private static readonly string[] NationalPhrases =
        ["france entiere", "toute la france", "partout en france", "echelle nationale", "niveau national", "territoire national", "ensemble du territoire francais", "portee nationale", "envergure nationale", "reseau national"];

    public PlaceFinding Find(PlaceEvidence evidence)
    {
        var stated = string.Join(", ", evidence.Fields.Prepend(evidence.Address).Where(text => !string.IsNullOrWhiteSpace(text)));
        var (named, origin, conflict) = FromAddress(stated, evidence.Postcode);
        var measured = evidence is { Latitude: { } latitude, Longitude: { } longitude } ? FromCoordinates(latitude, longitude) : null;
        if (conflict?.Kind == "ambiguous" && measured is not null && Settle(conflict, evidence) is { } settled)
        {
            (named, conflict) = (settled, null);
        }

        if (named is null && measured is null && conflict is null && FromText(evidence.Text) is { } told)
        {
            (named, origin) = (told, "name");
        }

        var isNational = IsNational(stated, evidence.Text);
        if (conflict is not null)
        {
            return new PlaceFinding(named, named is null ? "none" : origin, isNational, named?.Latitude, named?.Longitude, conflict);
        }

        return (named, measured) switch
        {
            (null, null) => new PlaceFinding(null, "none", isNational, null, null, null),
            ({ } only, null) => Sharpen(new PlaceFinding(only, origin, isNational, only.Latitude, only.Longitude, null), evidence.Geocoded),
            (null, { } only) => new PlaceFinding(only, "coordinates", isNational, evidence.Latitude, evidence.Longitude, null),
            var (address, point) => Compare(address, point, origin, isNational, evidence.Latitude!.Value, evidence.Longitude!.Value),
        };
    }

    // A service that answers with a street elsewhere has misunderstood the address: its answer only counts within what the address says itself.
    private PlaceFinding Sharpen(PlaceFinding finding, GeocodedPoint? point) =>
        point is not null && gazetteer.ByCode($"COM-{point.CommuneCode}") is { } commune && gazetteer.IsInside(commune, finding.Territory!)
            ? finding with { Territory = commune, Origin = "geocoded", Latitude = point.Latitude, Longitude = point.Longitude }
            : finding;

    private (Territory? Territory, string Origin, PlaceConflict? Conflict) FromAddress(string stated, string? postcodeField)
    {
        var postcode = ReadPostcode(postcodeField) ?? PostcodePattern().Matches(stated).Select(match => match.Value).LastOrDefault(IsPostcode);
        if (postcode is not null)
        {
            return FromPostcode(postcode, stated);
        }

        var places = new QuestionPlaces(stated, gazetteer).Read().Places.Where(place => !place.IsExcluded).ToList();
        var communes = places.Where(place => place.Level is TerritoryLevel.Commune).ToList();
        if (communes.Count == 1)
        {
            var commune = communes[0];
            return commune.Alternatives.Count == 0
                ? (commune.Territories[0], "name", null)
                : (CommonContainer([.. commune.Alternatives.Append(commune.Territories[0])]), "name",
                    new PlaceConflict("ambiguous", [commune.Territories[0].Code, .. commune.Alternatives.Select(other => other.Code)], null));
        }

        return (CommonContainer(Finest([.. places.SelectMany(place => place.Territories)])), "name", null);
    }

    // « Orne, Normandie » names one place twice, the second time from further away.
    private List<Territory> Finest(IReadOnlyList<Territory> territories) =>
        [.. territories.Where(territory => !territories.Any(other => other != territory && gazetteer.IsInside(other, territory)))];

    private (Territory?, string, PlaceConflict?) FromPostcode(string postcode, string stated)
    {
        var communes = gazetteer.ByPostcode(postcode);
        var departement = communes.Count > 0 ? CommonContainer(communes) : gazetteer.DepartementOfPostcode(postcode);
        var names = PostcodePattern().Replace(stated, " ");
        var text = $" {PlaceName.Normalize(names)} ";
        var places = new QuestionPlaces(names, gazetteer).Read().Places;
        var named = communes.Where(commune => text.Contains($" {PlaceName.Normalize(commune.Name)} ", StringComparison.Ordinal)).MaxBy(commune => commune.Name.Length)
            ?? communes.FirstOrDefault(commune => places.Any(place => place.Territories[0] == commune));
        if (named is not null)
        {
            return (named, "postcode-and-name", null);
        }

        // Another town's name beside the postcode: one of the two is wrong.
        var elsewhere = places.FirstOrDefault(place => place.Level is TerritoryLevel.Commune && departement is not null && place.Alternatives.Append(place.Territories[0]).All(other => !gazetteer.IsInside(other, departement)));
        if (elsewhere is not null && departement is not null && !stated.Contains("cedex", StringComparison.OrdinalIgnoreCase))
        {
            return (CommonContainer([departement, elsewhere.Territories[0]]), "postcode", new PlaceConflict("postcode", [departement.Code, elsewhere.Territories[0].Code], null));
        }

        return (communes.Count == 1 ? communes[0] : departement, "postcode", null);
    }

    private Territory? FromText(string text)
    {
        var places = new QuestionPlaces(text, gazetteer).Read().Places.Where(place => !place.IsExcluded && place.Alternatives.Count == 0).ToList();
        return places.Count == 0 ? null : CommonContainer(Finest([.. places.SelectMany(place => place.Territories)]));
    }

    /// <summary>The commune when the point lies at its centre; else the département of the communes around, whose own limits are not known here.</summary>
    private Territory? FromCoordinates(double latitude, double longitude)
    {
        var nearest = gazetteer.Nearest(latitude, longitude, 6).Where(near => near.Kilometres < 60).ToList();
        if (nearest.Count == 0)
        {
            return null;
        }

        var centre = nearest.Where(near => near.Kilometres <= Reach(near.Commune)).OrderBy(near => near.Kilometres / Reach(near.Commune)).FirstOrDefault();
        return centre.Commune ?? nearest.GroupBy(near => near.Commune.ParentCode!)
            .OrderByDescending(group => group.Sum(near => 1 / (near.Kilometres + 1))).Select(group => gazetteer.ByCode(group.Key)).First();
    }

    // A point this close to a town's centre is in the town: 1.4 km for a village of 1,000, 3 km for 20,000, 9 km for a million and more.
    private static double Reach(Territory commune) => Math.Min(9, 1 + (Math.Sqrt(commune.Population ?? 0) / 75));

    // Of several towns of one name, the coordinates know which.
    private Territory? Settle(PlaceConflict ambiguous, PlaceEvidence evidence) =>
        ambiguous.Codes.Select(code => gazetteer.ByCode(code)!)
            .FirstOrDefault(commune => commune.Latitude is not null && Gazetteer.Distance(commune.Latitude.Value, commune.Longitude!.Value, evidence.Latitude!.Value, evidence.Longitude!.Value) <= Tolerance(commune));

    private PlaceFinding Compare(Territory address, Territory point, string origin, bool isNational, double latitude, double longitude)
    {
        if (gazetteer.IsInside(point, address))
        {
            return new PlaceFinding(point, address.Level is TerritoryLevel.Commune ? origin : "coordinates", isNational, latitude, longitude, null);
        }

        var kilometres = address.Latitude is null ? double.NaN : Gazetteer.Distance(address.Latitude.Value, address.Longitude!.Value, latitude, longitude);
        var agrees = address.Level is TerritoryLevel.Commune
            ? kilometres <= Tolerance(address)
            : gazetteer.Nearest(latitude, longitude, 8).Any(near => near.Kilometres < 25 && gazetteer.IsInside(near.Commune, address));
        return agrees
            ? new PlaceFinding(address, origin, isNational, latitude, longitude, null)
            : new PlaceFinding(CommonContainer([address, point]), origin, isNational, null, null, new PlaceConflict("coordinates", [address.Code, point.Code], Math.Round(kilometres, 1)));
    }

    // How far from a commune's position something of that commune may be; more where the position is only its neighbours'.
    private static double Tolerance(Territory commune) => commune.PositionOf switch
    {
        PositionOf.Commune => 10 + Reach(commune),
        PositionOf.Postcode => 20,
        PositionOf.Intercommunality => 35,
        _ => 60,
    };

    /// <summary>The smallest territory that all are in; null when that is the whole country.</summary>
    private Territory? CommonContainer(IReadOnlyList<Territory> territories) =>
        gazetteer.Container(territories) is { Level: not TerritoryLevel.Country } container ? container : null;

    private static bool IsNational(string stated, string text)
    {
        var place = PlaceName.Normalize(stated);
        var all = $"{place} {PlaceName.Normalize(text)}";
        return place is "france" or "national" or "nationale" or "france metropolitaine" || NationalPhrases.Any(phrase => all.Contains(phrase, StringComparison.Ordinal));
    }

    // Spreadsheets drop the zero that postcodes of the first nine départements begin with.
    private string? ReadPostcode(string? field) =>
        field?.Replace(" ", "", StringComparison.Ordinal) is { Length: 4 or 5 } digits && digits.All(char.IsAsciiDigit) && IsPostcode(digits.PadLeft(5, '0')) ? digits.PadLeft(5, '0') : null;

    private bool IsPostcode(string digits) => gazetteer.ByPostcode(digits).Count > 0 || gazetteer.DepartementOfPostcode(digits) is not null;

    [GeneratedRegex(@"(?<!\d)\d{5}(?!\d)")]
    internal static partial Regex PostcodePattern();
}
