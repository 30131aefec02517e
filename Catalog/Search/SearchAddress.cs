using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SocialConnect.Catalog.Search;

/// <summary>A search as the query string of an address, and back. Page, feed, export and API read the same one.</summary>
public static class SearchAddress
{
    public const string Question = "q";
    public const string Order = "ordre";
    public const string Page = "p";
    public const string PageSize = "par";
    public const string After = "apres";
    public const string Near = "pres";
    public const string Radius = "rayon";
    public const string Box = "cadre";
    public const string Seed = "graine";

    /// <summary>"non": a place named in the question does not narrow the search.</summary>
    public const string Place = "lieu";

    /// <summary>"oui": the question tells a need in everyday words.</summary>
    public const string Need = "besoin";

    /// <summary>Before the name of a facet: what is typed to find one of its values.</summary>
    public const string Within = "dans-";

    private const string No = "non";
    private const string Yes = "oui";
    private const double LargestRadiusKm = 2000;

    private static readonly (SearchOrder Order, string Name)[] Orders =
        [(SearchOrder.Relevance, "pertinence"), (SearchOrder.Newest, "recent"), (SearchOrder.Nearest, "proche"), (SearchOrder.Name, "nom")];

    /// <summary>Reads what can be read; what cannot is left out and reported. Parameters that are not of the search are ignored.</summary>
    public static SearchAddressReading Read(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var problems = new List<string>();
        var values = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in query)
        {
            values[name] = values.TryGetValue(name, out var before) ? StringValues.Concat(before, value) : value;
        }

        string First(string name) => values.TryGetValue(name, out var found) ? Clean(found.FirstOrDefault() ?? "") : "";

        var request = new SearchRequest
        {
            Question = ReadQuestion(First(Question), problems),
            Selected = ReadSelected(values, problems),
            Order = ReadOrder(First(Order), problems),
            Near = ReadPoint(First(Near), problems),
            RadiusKm = ReadRadius(First(Radius), problems),
            Box = ReadBox(First(Box), problems),
            Page = ReadNumber(First(Page), "La page", 1, 100_000, 1, problems),
            PageSize = ReadNumber(First(PageSize), "Le nombre de résultats par page", 1, SearchRequest.LargestPage, new SearchRequest().PageSize, problems),
            Seed = ReadNumber(First(Seed), "La graine", 0, int.MaxValue, 0, problems),
            After = First(After) is { Length: > 0 and <= 200 } after ? after : null,
            IsNeed = First(Need) == Yes,
            PlaceFromQuestion = First(Place) != No,
        };
        if (request.Order == SearchOrder.Nearest && request.Near is null)
        {
            problems.Add("Pour trier par distance, indiquez d’abord un point de départ\u202F: les résultats sont triés par pertinence.");
            request = request with { Order = SearchOrder.Relevance };
        }

        return new SearchAddressReading(request, problems);
    }

    /// <summary>What is typed in facets, of the same query. It is not of the search: no other address of the same state holds it.</summary>
    public static IReadOnlyList<FacetLetters> ReadLetters(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var typed = query.Where(pair => pair.Key.StartsWith(Within, StringComparison.OrdinalIgnoreCase)).ToList();
        return [.. SearchFacet.All
            .Select(facet => new FacetLetters(facet, Cut(Clean(typed.Find(pair => pair.Key.EndsWith('-' + facet.Parameter, StringComparison.OrdinalIgnoreCase)).Value.FirstOrDefault() ?? ""), FacetLetters.Longest)))
            .Where(letters => letters.Typed.Length > 0)];
    }

    /// <summary>The query string, with its leading "?", or "" for the search without any condition. Equal requests give equal addresses.</summary>
    public static string Write(SearchRequest request)
    {
        var parts = new List<KeyValuePair<string, string?>>();
        void Add(string name, string value) => parts.Add(new(name, value));

        if (request.Question.Length > 0)
        {
            Add(Question, request.Question);
        }

        foreach (var facet in SearchFacet.All)
        {
            foreach (var value in request.ValuesOf(facet).Order(StringComparer.Ordinal))
            {
                Add(facet.Parameter, value);
            }
        }

        if (request.Near is { } near)
        {
            Add(Near, string.Create(CultureInfo.InvariantCulture, $"{near.Latitude:0.#####},{near.Longitude:0.#####}"));
        }

        if (request.RadiusKm is { } radius)
        {
            Add(Radius, radius.ToString("0.###", CultureInfo.InvariantCulture));
        }

        if (request.Box is { } box)
        {
            Add(Box, string.Create(CultureInfo.InvariantCulture, $"{box.South:0.#####},{box.West:0.#####},{box.North:0.#####},{box.East:0.#####}"));
        }

        if (request.Order != SearchOrder.Relevance)
        {
            Add(Order, Orders.First(order => order.Order == request.Order).Name);
        }

        if (request.IsNeed)
        {
            Add(Need, Yes);
        }

        if (!request.PlaceFromQuestion)
        {
            Add(Place, No);
        }

        if (request.Seed != 0)
        {
            Add(Seed, request.Seed.ToString(CultureInfo.InvariantCulture));
        }

        if (request.PageSize != new SearchRequest().PageSize)
        {
            Add(PageSize, request.PageSize.ToString(CultureInfo.InvariantCulture));
        }

        if (request.After is { } after)
        {
            Add(After, after);
        }
        else if (request.Page > 1)
        {
            Add(Page, request.Page.ToString(CultureInfo.InvariantCulture));
        }

        // "/" parts the levels of a value and needs no escaping in a query.
        return QueryString.Create(parts).Value?.Replace("%2F", "/", StringComparison.Ordinal) ?? "";
    }

    private static string ReadQuestion(string question, List<string> problems)
    {
        if (question.Length <= SearchRequest.LongestQuestion)
        {
            return question;
        }

        problems.Add($"La question dépasse {SearchRequest.LongestQuestion} caractères\u202F: seul son début est cherché.");
        return Cut(question, SearchRequest.LongestQuestion);
    }

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)].TrimEnd();

    private static ImmutableDictionary<string, ImmutableArray<string>> ReadSelected(Dictionary<string, StringValues> values, List<string> problems)
    {
        var selected = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        var left = SearchRequest.MostValues;
        foreach (var facet in SearchFacet.All)
        {
            if (!values.TryGetValue(facet.Parameter, out var found))
            {
                continue;
            }

            var kept = found.Select(value => Clean(value ?? "")).Distinct().Take(left + 1).ToList();
            if (kept.Count > left)
            {
                problems.Add($"Une recherche porte sur {SearchRequest.MostValues} filtres au plus\u202F: les suivants sont laissés de côté.");
                kept.RemoveAt(left);
            }

            left -= kept.Count;
            if (kept.Count > 0)
            {
                selected[facet.Parameter] = [.. kept];
            }
        }

        return selected.ToImmutable();
    }

    private static SearchOrder ReadOrder(string order, List<string> problems)
    {
        foreach (var (known, name) in Orders)
        {
            if (order == name)
            {
                return known;
            }
        }

        if (order.Length > 0)
        {
            problems.Add($"L’ordre «\u202F{Short(order)}\u202F» n’existe pas\u202F: les résultats sont triés par pertinence.");
        }

        return SearchOrder.Relevance;
    }

    private static GeoPoint? ReadPoint(string text, List<string> problems)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Numbers(text, 2) is [var latitude, var longitude] && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)
        {
            return new GeoPoint(latitude, longitude);
        }

        problems.Add($"Le point «\u202F{Short(text)}\u202F» n’est pas une latitude et une longitude, comme 46.17,1.87\u202F: il est laissé de côté.");
        return null;
    }

    private static double? ReadRadius(string text, List<string> problems)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Numbers(text, 1) is [> 0 and <= LargestRadiusKm and var radius])
        {
            return radius;
        }

        problems.Add($"Le rayon «\u202F{Short(text)}\u202F» n’est pas un nombre de kilomètres entre 1 et {LargestRadiusKm}\u202F: il est laissé de côté.");
        return null;
    }

    private static GeoBox? ReadBox(string text, List<string> problems)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Numbers(text, 4) is [var south, var west, var north, var east] && south <= north && west <= east && south >= -90 && north <= 90)
        {
            return new GeoBox(south, west, north, east);
        }

        problems.Add($"Le cadre «\u202F{Short(text)}\u202F» n’est pas de la forme sud,ouest,nord,est\u202F: il est laissé de côté.");
        return null;
    }

    private static int ReadNumber(string text, string what, int least, int most, int usual, List<string> problems)
    {
        if (text.Length == 0)
        {
            return usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problems.Add($"{what} «\u202F{Short(text)}\u202F» n’est pas un nombre entre {least} et {most}\u202F: la valeur habituelle est prise.");
        return usual;
    }

    private static double[]? Numbers(string text, int count)
    {
        var parts = text.Split(',');
        var numbers = new double[count];
        if (parts.Length != count)
        {
            return null;
        }

        for (var i = 0; i < count; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    // PostgreSQL stores no NUL and UTF-8 no lone surrogate; other control characters only look like spaces.
    private static string Clean(string value)
    {
        var clean = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                clean.Append(' ');
            }
            else if (rune != Rune.ReplacementChar)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }

    private static string Short(string value) => value.Length <= 40 ? value : string.Concat(value.AsSpan(0, 40), "…");
}
