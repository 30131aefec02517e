using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>Dates as partners write them: ISO 8601, RFC 822 (feeds), 31/12/2026, 31 décembre 2026, décembre 2026, 2026.</summary>
internal static partial class UsualDate
{
    private static readonly string[] Months = ["jan", "fév", "mar", "avr", "mai", "juin", "juil", "aoû", "sep", "oct", "nov", "déc"];

    private static readonly string[] PlainMonths = ["jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec"];

    private static readonly string[] EnglishMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static DateTimeOffset? Read(string value)
    {
        if (Iso().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var iso))
        {
            return iso;
        }

        // The day's name is dropped: feeds get it wrong, and .NET then refuses the date.
        if (Rfc822().Match(value) is { Success: true } rfc)
        {
            var zone = rfc.Groups[2].Value is "GMT" or "UT" or "UTC" or "Z" or "" ? "+00:00" : rfc.Groups[2].Value;
            if (DateTimeOffset.TryParse($"{rfc.Groups[1].Value} {zone}", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var mail))
            {
                return mail;
            }
        }

        if (French().Match(value) is { Success: true } french)
        {
            return Day(french.Groups[3].Value, french.Groups[2].Value, french.Groups[1].Value);
        }

        if (InWords().Match(value) is { Success: true } words && MonthOf(words.Groups[2].Value) is { } month)
        {
            return Day(words.Groups[3].Value, month.ToString(CultureInfo.InvariantCulture), words.Groups[1].Success ? words.Groups[1].Value : "1");
        }

        return Year().Match(value) is { Success: true } year ? Day(year.Value, "1", "1") : null;
    }

    private static int? MonthOf(string word)
    {
        word = word.ToLowerInvariant();
        for (var month = 0; month < 12; month++)
        {
            if (word.StartsWith(Months[month], StringComparison.Ordinal) || word.StartsWith(PlainMonths[month], StringComparison.Ordinal) || word.StartsWith(EnglishMonths[month], StringComparison.Ordinal))
            {
                return month + 1;
            }
        }

        return null;
    }

    private static DateTimeOffset? Day(string year, string month, string day)
    {
        int y = int.Parse(year, CultureInfo.InvariantCulture), m = int.Parse(month, CultureInfo.InvariantCulture), d = int.Parse(day, CultureInfo.InvariantCulture);
        return m is >= 1 and <= 12 && d >= 1 && y is >= 1000 and <= 9999 && d <= DateTime.DaysInMonth(y, m) ? new DateTimeOffset(y, m, d, 0, 0, 0, TimeSpan.Zero) : null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[-+]\d{2}:?\d{2})?)?)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"(\d{1,2} [A-Z][a-z]{2} (?:\d{4}|\d{2}(?= \d{2}:))(?: \d{2}:\d{2}(?::\d{2})?)?)\s*([-+]\d{4}|GMT|UTC?|Z|)\s*$")]
    private static partial Regex Rfc822();

    [GeneratedRegex(@"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")]
    private static partial Regex French();

    [GeneratedRegex(@"(?:\b(\d{1,2})(?:er)?\s+)?\b(\p{L}{3,9})\.?\s+(\d{4})\b")]
    private static partial Regex InWords();

    [GeneratedRegex(@"\b(1[0-9]|20)\d{2}\b")]
    private static partial Regex Year();
}
