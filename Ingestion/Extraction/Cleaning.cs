using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>A recipe's clean-ups, ready to be applied.</summary>
internal sealed partial class Cleaning
{
    // An editor's expression must not hold up a visit, whatever it meets.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private readonly List<Func<IReadOnlyList<string>, IReadOnlyList<string>>> _steps;

    public Cleaning(IReadOnlyList<CleanUp> steps)
    {
        _steps = steps.Select(Ready).ToList();
        ReadsHtml = steps.OfType<CleanUp.Html>().FirstOrDefault()?.Read;
    }

    /// <summary>Whether values are HTML to be read (true) or not (false); null: by their looks.</summary>
    public bool? ReadsHtml { get; }

    public bool IsEmpty => _steps.Count == 0;

    public IReadOnlyList<string> Apply(IReadOnlyList<string> values)
    {
        foreach (var step in _steps)
        {
            values = step(values);
        }

        return values;
    }

    /// <summary>The text of a value that is HTML, even where it was escaped twice; paragraphs are parted by line breaks.</summary>
    public static string TextOfHtml(string value)
    {
        for (var round = 0; round < 3 && LooksLikeHtml().IsMatch(value); round++)
        {
            value = NodeText.Paragraphs(new HtmlParser().ParseDocument(value).Body!);
        }

        return value;
    }

    /// <summary>A date in one of these formats, or in any usual one; null when it is none.</summary>
    public static DateTimeOffset? DateOf(string value, IReadOnlyList<string> formats)
    {
        value = value.Trim();
        if (formats.Count > 0)
        {
            var all = formats.ToArray();
            return DateTimeOffset.TryParseExact(value, all, French, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var exact)
                || DateTimeOffset.TryParseExact(value, all, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out exact)
                    ? exact
                    : null;
        }

        return UsualDate.Read(value);
    }

    /// <summary>A number in French or English notation, with or without a unit after it.</summary>
    public static double? NumberOf(string value)
    {
        var match = Digits().Match(NodeText.Collapse(value).Replace("\u2212", "-", StringComparison.Ordinal));
        if (!match.Success)
        {
            return null;
        }

        var digits = Spaces().Replace(match.Value, "");
        int comma = digits.LastIndexOf(','), point = digits.LastIndexOf('.');
        if (comma >= 0 && point >= 0)
        {
            // Both: the last one is the decimal mark.
            digits = comma > point ? digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : digits.Replace(",", "", StringComparison.Ordinal);
        }
        else if (comma >= 0)
        {
            digits = digits.Count(c => c == ',') > 1 ? digits.Replace(",", "", StringComparison.Ordinal) : digits.Replace(',', '.');
        }
        else if (digits.Count(c => c == '.') > 1)
        {
            digits = digits.Replace(".", "", StringComparison.Ordinal);
        }

        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The parts of an address on one line, each once.</summary>
    public static string AddressOf(IEnumerable<string> parts) =>
        string.Join(", ", parts.SelectMany(part => part.Split('\n')).Select(part => NodeText.Collapse(part).Trim(' ', ',', ';')).Where(part => part.Length > 0).Distinct());

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Ready(CleanUp step)
    {
        switch (step)
        {
            case CleanUp.Trim trim:
                var characters = trim.Characters.ToCharArray();
                return Each(value => value.Trim().Trim(characters).Trim());
            case CleanUp.Capture capture:
                var captured = Expression(capture.Expression);
                return Each(value => captured.Match(value) is { Success: true } match ? (match.Groups.Count > 1 ? match.Groups.Values.Skip(1).FirstOrDefault(group => group.Success)?.Value : match.Value) : null);
            case CleanUp.Replace replace:
                var replaced = Expression(replace.Expression);
                return Each(value => replaced.Replace(value, replace.With));
            case CleanUp.Split split:
                return values => values.SelectMany(value => value.Split(split.Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
            case CleanUp.DateFormat date:
                return Each(value => DateOf(value, date.Formats)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            case CleanUp.PriceFormat or CleanUp.NumberFormat:
                return Each(value => NumberOf(value)?.ToString(CultureInfo.InvariantCulture));
            case CleanUp.AddressLine:
                return values => values.Count == 0 ? values : [AddressOf(values)];
            case CleanUp.Html { Read: true }:
                return Each(TextOfHtml);
            case CleanUp.Html:
                return values => values;
            case CleanUp.Prefix prefix:
                return Each(value => prefix.Text + value);
            case CleanUp.Suffix suffix:
                return Each(value => value + suffix.Text);
            case CleanUp.Pad pad:
                return Each(value => value.PadLeft(pad.Length, pad.With));
            case CleanUp.Drop drop:
                var dropped = drop.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);
                return Each(value => dropped.Contains(value) ? null : value);
            case CleanUp.Join join:
                return values => values.Count <= 1 ? values : [string.Join(join.Separator, values)];
            case CleanUp.First first:
                return values => values.Take(first.Count).ToList();
            case CleanUp.Constant constant:
                return _ => [constant.Value];
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "This clean-up is not known.");
        }
    }

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Each(Func<string, string?> clean) =>
        values => values.Select(clean).Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!).ToList();

    private static Regex Expression(string expression)
    {
        try
        {
            return new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need the other engine; the time limit holds for both.
            return new Regex(expression, RegexOptions.CultureInvariant, Patience);
        }
    }

    [GeneratedRegex(@"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|<!--|&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);")]
    private static partial Regex LooksLikeHtml();

    [GeneratedRegex(@"[-+]?\d[\d\s.,'’]*\d([eE][-+]?\d+)?|[-+]?\d")]
    private static partial Regex Digits();

    [GeneratedRegex(@"[\s'’]")]
    private static partial Regex Spaces();
}
