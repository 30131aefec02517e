using System.Text.RegularExpressions;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Sentences that only quote: each names an initiative, where it is, and what its own record says that answers the need best.</summary>
internal static partial class RecordProse
{
    private const int LongestQuote = 230;
    private const int ShortestQuote = 25;

    public static IEnumerable<string> Compose(TurnDesk desk)
    {
        var need = FrenchAnalyzer.StemsOf($"{desk.Need.What} {desk.Need.Reading.What}").ToHashSet(StringComparer.Ordinal);
        var isOne = desk.Need.Intent is Intent.Explain or Intent.Contact || desk.Records.Count == 1;
        foreach (var numbered in desk.Need.Intent is Intent.Compare ? desk.Records : desk.Records.Take(isOne ? 1 : 3))
        {
            var quotes = Quotes(numbered, need, isOne ? 3 : 1);
            for (var i = 0; i < quotes.Count; i++)
            {
                yield return i == 0
                    ? $"{Opening(numbered)}\u202f: «\u202f{quotes[i]}\u202f» [{numbered.Number}]."
                    : $"Sa fiche dit aussi\u202f: «\u202f{quotes[i]}\u202f» [{numbered.Number}].";
            }
        }
    }

    private static string Opening(NumberedRecord numbered)
    {
        // A title is the partner's words too: it is quoted like the rest.
        var title = $"«\u202f{Clean(numbered.Record.Title)}\u202f»";
        return numbered.Record.Place is [var place, ..] ? $"{title} ({Clean(place)})" : title;
    }

    private static List<string> Quotes(NumberedRecord numbered, HashSet<string> need, int count)
    {
        var record = numbered.Record;
        if (Suspicion.IsSuspicious(record.Title))
        {
            return [];
        }

        var sentences = SentenceReader.Cut(record.Summary).Select((text, position) => (Text: text, Weight: 1.5 - (0.1 * position)))
            .Concat(SentenceReader.Cut(record.Body).Take(40).Select((text, position) => (Text: text, Weight: 0.6 - (0.01 * position))))
            .Where(sentence => sentence.Text.Length >= ShortestQuote && !Suspicion.IsSuspicious(sentence.Text) && !Contact().IsMatch(sentence.Text))
            .DistinctBy(sentence => sentence.Text)
            .ToList();
        var best = sentences.OrderByDescending(sentence => sentence.Weight + FrenchAnalyzer.StemsOf(sentence.Text).Distinct().Count(need.Contains)).Take(count).ToList();
        // In the record's own order, so that the second does not refer to what comes after it.
        return [.. sentences.Where(best.Contains).Select(sentence => Shorten(Clean(sentence.Text)))];
    }

    // A quotation within a quotation takes other marks.
    private static string Clean(string text) =>
        Spaces().Replace(text, " ").Replace('\'', '’').Replace("«\u00a0", "“", StringComparison.Ordinal).Replace("\u00a0»", "”", StringComparison.Ordinal)
            .Replace("«\u202f", "“", StringComparison.Ordinal).Replace("\u202f»", "”", StringComparison.Ordinal)
            .Replace("« ", "“", StringComparison.Ordinal).Replace(" »", "”", StringComparison.Ordinal).Replace('«', '“').Replace('»', '”').Trim(' ', '-', '–', '•').TrimEnd('.');

    private static string Shorten(string text)
    {
        if (text.Length <= LongestQuote)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', LongestQuote);
        return text[..(end > LongestQuote / 2 ? end : LongestQuote)].TrimEnd(',', ';', ':', ' ') + "…";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?:\d[\s.]?){9,}|@")]
    private static partial Regex Contact();
}
