using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>Makes an initiative of the values read from a page.</summary>
internal sealed partial class InitiativeBuilder(CompiledRecipe recipe)
{
    // Beyond these, a selector has caught the whole page.
    private const int LongestLine = 1_000;
    private const int LongestSummary = 20_000;
    private const int LongestBody = 200_000;
    private const int LongestTag = 500;
    private const int MostTags = 100;

    private static readonly string[] PlaceFields = ["commune", "commune_code", "departement", "region"];

    private readonly IReadOnlyList<CompiledField> _required = recipe.Fields.Concat(recipe.Detail ?? []).Where(field => field.IsRequired).ToList();
    private readonly Dictionary<string, FieldType> _extra = recipe.Fields.Concat(recipe.Detail ?? []).Where(field => !RecipeField.ByName.ContainsKey(field.Name)).GroupBy(field => field.Name).ToDictionary(group => group.Key, group => group.Last().Type);

    /// <param name="address">The page of the initiative, or the list it stands in.</param>
    /// <param name="row">Where it has no page of its own, everything its row says.</param>
    /// <param name="reason">Why there is none, in French.</param>
    public FoundInitiative? Build(IReadOnlyDictionary<string, IReadOnlyList<string>> values, Uri address, string? row, out string reason)
    {
        reason = "";
        if (One(values, "title", LongestLine) is not { } title)
        {
            reason = "une initiative sans titre n’est pas gardée";
            return null;
        }

        if (_required.FirstOrDefault(field => !values.ContainsKey(field.Name)) is { } missing)
        {
            reason = $"« {title} » n’a pas le champ exigé « {missing.Name} »";
            return null;
        }

        var key = One(values, "key", LongestLine);
        var digest = row is null ? null : Digest(row);
        var page = row is null ? address : new Uri($"{address.AbsoluteUri}#{Uri.EscapeDataString(key ?? digest!)}");
        var (latitude, longitude) = PointOf(values);
        var (summary, body) = Texts(values);
        var line = One(values, "address", LongestSummary);
        var initiative = new CollectedInitiative(key ?? (row is null ? PageAddress.KeyOf(page, recipe.Recipe.Start[0]) : page.Fragment), page, title)
        {
            Summary = summary,
            Body = body,
            Organisation = One(values, "organisation", LongestLine),
            Website = AddressOf(values, "website"),
            ImageUrl = AddressOf(values, "image"),
            Address = line ?? AddressOfParts(values),
            Postcode = One(values, "postcode", 10) ?? (line is not null && Postcode().Match(line) is { Success: true } found ? found.Value : null),
            Latitude = latitude,
            Longitude = longitude,
            PublishedOn = One(values, "published", 40) is { } published && DateOnly.TryParseExact(published, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            Tags = values.TryGetValue("tags", out var tags) ? tags.Select(tag => Clean(tag, LongestTag)).Where(tag => tag.Length > 0).Distinct().Take(MostTags).ToList() : [],
            Extra = Extra(values),
        };
        return new(initiative, values)
        {
            Digest = digest,
            Updated = One(values, "updated", 40) is { } updated && DateTimeOffset.TryParse(updated, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null,
        };
    }

    private JsonObject Extra(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var extra = new JsonObject();
        foreach (var name in PlaceFields)
        {
            if (One(values, name, LongestLine) is { } part)
            {
                extra[name] = part;
            }
        }

        foreach (var (name, type) in _extra)
        {
            if (!values.TryGetValue(name, out var found) || found.Count == 0)
            {
                continue;
            }

            extra[name] = type switch
            {
                FieldType.List or FieldType.Tags => JsonSerializer.SerializeToNode(found.Select(value => Clean(value, LongestLine)).Take(MostTags)),
                FieldType.Number or FieldType.Price => double.Parse(found[0], CultureInfo.InvariantCulture),
                FieldType.Boolean => found[0] == "true",
                _ => Clean(found[0], LongestSummary),
            };
        }

        return extra;
    }

    // The summary opens the page, the body goes on from there: nothing is said twice.
    private static (string Summary, string Body) Texts(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var summary = One(values, "summary", LongestSummary) ?? "";
        var body = One(values, "body", LongestBody) ?? "";
        if (body.Length == 0)
        {
            return (summary, "");
        }

        var lines = body.Split('\n').ToList();
        if (summary.Length == 0)
        {
            summary = lines[0];
        }

        if (lines[0].Equals(summary, StringComparison.Ordinal))
        {
            lines.RemoveAt(0);
        }

        return (summary, string.Join('\n', lines));
    }

    private static (double? Latitude, double? Longitude) PointOf(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var latitude = One(values, "latitude", 40);
        var longitude = One(values, "longitude", 40);
        if (One(values, "coordinates", 80)?.Split(' ') is [var first, var second])
        {
            (latitude, longitude) = (first, second);
        }

        // Half a point is none.
        return double.TryParse(latitude, CultureInfo.InvariantCulture, out var north) && double.TryParse(longitude, CultureInfo.InvariantCulture, out var east)
            && Math.Abs(north) <= 90 && Math.Abs(east) <= 180
                ? (north, east)
                : (null, null);
    }

    private static string? AddressOfParts(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var commune = One(values, "commune", LongestLine);
        var postcode = One(values, "postcode", 10);
        var parts = new[] { postcode is null ? commune : $"{postcode} {commune}".TrimEnd(), One(values, "departement", LongestLine), One(values, "region", LongestLine) }.OfType<string>();
        return Cleaning.AddressOf(parts) is { Length: > 0 } line ? line : null;
    }

    private static Uri? AddressOf(IReadOnlyDictionary<string, IReadOnlyList<string>> values, string name) =>
        values.TryGetValue(name, out var found) && found.Count > 0 && Uri.TryCreate(found[0], UriKind.Absolute, out var address) ? address : null;

    private static string? One(IReadOnlyDictionary<string, IReadOnlyList<string>> values, string name, int longest) =>
        values.TryGetValue(name, out var found) && found.Count > 0 && Clean(found[0], longest) is { Length: > 0 } value ? value : null;

    // PostgreSQL keeps neither NUL nor half a surrogate pair, and pages hold both.
    private static string Clean(string value, int longest)
    {
        if (value.Length > longest)
        {
            value = value[..longest];
        }

        return value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || value.Contains('\0', StringComparison.Ordinal)
            ? string.Concat(value.EnumerateRunes().Where(rune => rune.Value is not (0 or 0xFFFD)))
            : value;
    }

    // A row without name of its own is known by what it says.
    private static string Digest(string row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row)).AsSpan(0, 8));

    [GeneratedRegex(@"\b(?:0[1-9]|[1-8]\d|9[0-8])\d{3}\b")]
    private static partial Regex Postcode();
}
