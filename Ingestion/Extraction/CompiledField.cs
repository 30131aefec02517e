using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>A field of a recipe, ready to be read: found, cleaned, and brought to the form of its type.</summary>
internal sealed partial class CompiledField
{
    private readonly Selector[] _selectors;
    private readonly bool _together;
    private readonly Cleaning _cleaning;

    public CompiledField(string name, FieldRecipe recipe, SelectorLanguage usual)
    {
        Name = name;
        Type = name == "link" ? FieldType.Url : RecipeField.TypeOf(name, recipe);
        IsRequired = recipe.Required;
        _selectors = recipe.Select.Select(text => Selector.Of(text, usual)).ToArray();
        _together = recipe.Together;
        _cleaning = new Cleaning(recipe.Clean);
    }

    public string Name { get; }

    public FieldType Type { get; }

    public bool IsRequired { get; }

    /// <summary>The field's values: none or one, except for lists and tags.</summary>
    public IReadOnlyList<string> Read(Place place) => Read(place, out _);

    /// <param name="raw">The values as the page has them, before cleaning: what a preview shows beside the outcome.</param>
    public IReadOnlyList<string> Read(Place place, out IReadOnlyList<string> raw)
    {
        raw = ReadRaw(place);
        var cleaned = _cleaning.IsEmpty ? raw : _cleaning.Apply(raw);
        return Finish(cleaned, place.Page.Base);
    }

    private List<string> ReadRaw(Place place)
    {
        List<string>? all = null;
        foreach (var selector in _selectors)
        {
            var values = Texts(selector.Values(place, Name, Type));
            if (values.Count == 0)
            {
                continue;
            }

            if (!_together)
            {
                return values;
            }

            (all ??= []).AddRange(values);
        }

        return all ?? [];
    }

    /// <summary>Values of a list and of the page it leads to, put together.</summary>
    public static IReadOnlyList<string> Together(FieldType type, IReadOnlyList<string> first, IReadOnlyList<string> second) => type switch
    {
        FieldType.List or FieldType.Tags => first.Concat(second).Distinct().ToList(),
        FieldType.Address => [Cleaning.AddressOf(first.Concat(second))],
        _ => first,
    };

    private List<string> Texts(IEnumerable<Found> found)
    {
        var texts = new List<string>();
        INode? last = null;
        var lastText = "";
        foreach (var (node, text, mayBeHtml) in found)
        {
            if (node is IText piece && Type is not (FieldType.List or FieldType.Tags))
            {
                // An XPath's text() cuts "un <b>beau</b> jardin" into three; a reader sees one.
                if (last is not null && NodeText.Joined(last, node))
                {
                    lastText += piece.Data;
                    if (NodeText.Collapse(lastText) is { Length: > 0 } joined)
                    {
                        if (texts.Count > 0 && !string.IsNullOrWhiteSpace(lastText[..^piece.Data.Length]))
                        {
                            texts[^1] = joined;
                        }
                        else
                        {
                            texts.Add(joined);
                        }
                    }
                }
                else
                {
                    lastText = piece.Data;
                    Add(texts, NodeText.Collapse(lastText));
                }

                last = node;
                continue;
            }

            Add(texts, node is not null ? TextOf(node) : mayBeHtml && ReadsHtml ? Cleaning.TextOfHtml(text!) : text!);
        }

        return texts;
    }

    private string TextOf(INode node) => Type is FieldType.LongText or FieldType.Address ? NodeText.Paragraphs(node) : NodeText.Line(node);

    private bool ReadsHtml => _cleaning.ReadsHtml ?? Type is not (FieldType.Url or FieldType.Image or FieldType.Email or FieldType.Number or FieldType.Coordinates);

    private static void Add(List<string> texts, string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            texts.Add(text.Trim());
        }
    }

    private IReadOnlyList<string> Finish(IReadOnlyList<string> values, Uri page)
    {
        if (values.Count == 0)
        {
            return values;
        }

        return Type switch
        {
            FieldType.List or FieldType.Tags => values.Select(value => NodeText.Collapse(value)).Where(value => value.Length > 0).Distinct().ToList(),
            FieldType.LongText => One(string.Join('\n', values.SelectMany(value => value.Split('\n')).Select(line => NodeText.Collapse(line)).Where(line => line.Length > 0))),
            FieldType.Address => One(Cleaning.AddressOf(values)),
            FieldType.Url when Name == "website" => FirstOf(values, value => WebsiteOf(value, page)),
            FieldType.Url or FieldType.Image => FirstOf(values, value => PageAddress.Resolve(page, value)?.AbsoluteUri),
            FieldType.Email => FirstOf(values, EmailOf),
            FieldType.Phone => FirstOf(values, value => value.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? value[4..] : NodeText.Collapse(value)),
            FieldType.Number or FieldType.Price => FirstOf(values, value => Cleaning.NumberOf(value)?.ToString(CultureInfo.InvariantCulture)),
            FieldType.Date when Name == "updated" => FirstOf(values, value => Cleaning.DateOf(value, [])?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
            FieldType.Date => FirstOf(values, value => Cleaning.DateOf(value, [])?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            FieldType.Coordinates => FirstOf([string.Join(' ', values)], CoordinatesOf),
            FieldType.Boolean => FirstOf(values, BooleanOf),
            // A summary of several paragraphs is all of them; of anything else on one line, the first found is meant.
            _ when Name == "summary" => One(string.Join(' ', values.Select(value => NodeText.Collapse(value)).Where(value => value.Length > 0).Distinct())),
            _ => FirstOf(values, value => NodeText.Collapse(value) is { Length: > 0 } text ? text : null),
        };
    }

    private static string[] One(string value) => value.Length == 0 ? [] : [value];

    private static string[] FirstOf(IEnumerable<string> values, Func<string, string?> finish) =>
        values.Select(finish).FirstOrDefault(value => value is not null) is { } found ? [found] : [];

    /// <summary>An initiative's own site, with a scheme; null for what is no address, which people write here too.</summary>
    private static string? WebsiteOf(string value, Uri page)
    {
        value = value.Trim();
        if (value.Length == 0 || value.Any(char.IsWhiteSpace) || value.LastIndexOf("http", StringComparison.OrdinalIgnoreCase) > 0 || value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (value.StartsWith('/') || value.StartsWith("../", StringComparison.Ordinal))
        {
            return PageAddress.Resolve(page, value)?.AbsoluteUri;
        }

        if (!Scheme().IsMatch(value))
        {
            value = "http://" + value;
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && Domain().IsMatch(address.IdnHost)
            ? address.AbsoluteUri
            : null;
    }

    private static string? EmailOf(string value)
    {
        value = (value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? value[7..] : value).Split('?')[0].Trim();
        return Mail().IsMatch(value) ? value.ToLowerInvariant() : null;
    }

    private static string? CoordinatesOf(string value)
    {
        var numbers = Decimal().Matches(value).Select(match => match.Value.Replace(',', '.')).ToArray();
        return numbers.Length == 2 ? $"{numbers[0]} {numbers[1]}" : null;
    }

    private static string? BooleanOf(string value) => NodeText.Collapse(value).ToLowerInvariant() switch
    {
        "oui" or "yes" or "true" or "vrai" or "1" or "x" => "true",
        "non" or "no" or "false" or "faux" or "0" => "false",
        _ => null,
    };

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9+.-]*:/{0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    // A name with a dot and letters at its end, or an address in figures.
    [GeneratedRegex(@"^([a-z0-9_-]+\.)+[a-z][a-z0-9-]+$|^\d{1,3}(\.\d{1,3}){3}$|^localhost$", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex(@"^[^\s@<>]+@[^\s@<>]+\.[a-zA-Z]{2,}$")]
    private static partial Regex Mail();

    [GeneratedRegex(@"[-+]?\d+(?:[.,]\d+)?(?!\d)")]
    private static partial Regex Decimal();
}
