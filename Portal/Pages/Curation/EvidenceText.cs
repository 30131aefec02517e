using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>A text cut where words of it made a suggestion, so that a curator sees why.</summary>
public static class EvidenceText
{
    /// <param name="text">What a curator reads.</param>
    /// <param name="evidence">Words or phrases, as a witness names them, and the style of the category they speak for; earlier ones win where two overlap.</param>
    /// <returns>The whole text in order, in pieces; the style is null where nothing was found.</returns>
    public static List<(string Text, string? Style)> Mark(string text, IEnumerable<(string Phrase, string Style)> evidence)
    {
        var tokens = FrenchAnalyzer.Analyze(text).Where(token => !token.IsJoined).ToList();
        var marks = new List<(int Start, int End, string Style)>();
        foreach (var (phrase, style) in evidence)
        {
            var sought = FrenchAnalyzer.Analyze(phrase).Where(token => !token.IsJoined).Select(Essence).ToList();
            for (var at = 0; sought.Count > 0 && at + sought.Count <= tokens.Count; at++)
            {
                if (tokens.Skip(at).Take(sought.Count).Select(Essence).SequenceEqual(sought))
                {
                    var (start, end) = (tokens[at].Start, tokens[at + sought.Count - 1].End);
                    if (!marks.Exists(mark => mark.Start < end && start < mark.End))
                    {
                        marks.Add((start, end, style));
                    }
                }
            }
        }

        var pieces = new List<(string, string?)>();
        var from = 0;
        foreach (var (start, end, style) in marks.OrderBy(mark => mark.Start))
        {
            pieces.Add((text[from..start], null));
            pieces.Add((text[start..end], style));
            from = end;
        }

        pieces.Add((text[from..], null));
        return [.. pieces.Where(piece => piece.Item1.Length > 0)];
    }

    private static string Essence(Token token) => token.IsStopWord ? token.Word : token.Stem;
}
