using System.Text;

namespace SocialConnect.Catalog.Search;

/// <summary>Takes a question apart: quoted phrases, words left out with a minus, and the words that carry meaning.</summary>
internal static class QuestionReader
{
    // Beyond these a question is a pasted text; its first words say what it is about.
    private const int MostConcepts = 32;
    private const int MostPhrases = 4;
    private const int MostWordsAroundPhrases = 4;

    /// <param name="isNeed">Told as one tells a need to somebody.</param>
    public static AskedQuestion Read(string question, bool isNeed = false)
    {
        var phrases = new List<string>();
        var excluded = new List<string>();
        var excludedPhrases = new List<string>();
        var plain = new StringBuilder(question.Length);
        var outside = new StringBuilder(question.Length);
        var unquoted = new StringBuilder(question.Length);
        var at = 0;
        while (at < question.Length)
        {
            var isMinus = question[at] is '-' or '−' && at + 1 < question.Length && !char.IsWhiteSpace(question[at + 1]) && (at == 0 || char.IsWhiteSpace(question[at - 1]));
            var start = isMinus ? at + 1 : at;
            if (ClosingQuote(question[start]) is { } closing && question.IndexOf(closing, start + 1) is var end && end > start)
            {
                var quoted = question[(start + 1)..end];
                if (Words(quoted) is { } words)
                {
                    (isMinus ? excludedPhrases : phrases).Add(words);
                }

                plain.Append(' ').Append(isMinus ? "" : quoted).Append(' ');
                outside.Append(' ');
                unquoted.Append(' ').Append(isMinus ? question[at..(end + 1)] : quoted).Append(' ');
                at = end + 1;
            }
            else if (isMinus)
            {
                var wordEnd = start;
                while (wordEnd < question.Length && !char.IsWhiteSpace(question[wordEnd]))
                {
                    wordEnd++;
                }

                excluded.AddRange(Excluded(question[start..wordEnd]));
                unquoted.Append(question[at..wordEnd]);
                at = wordEnd;
            }
            else
            {
                outside.Append(question[at]);
                unquoted.Append(question[at]);
                plain.Append(question[at++]);
            }
        }

        var meaning = plain.ToString().Trim();
        // In a whole sentence, quotes are there for emphasis; « le “bon” logement » asks for no phrase.
        if (FrenchAnalyzer.Analyze(outside.ToString()).Count > MostWordsAroundPhrases)
        {
            phrases.Clear();
        }

        return new AskedQuestion(Concepts(meaning, isNeed), [.. phrases.Distinct().Take(MostPhrases)], [.. excluded.Distinct().Take(MostConcepts)], [.. excludedPhrases.Distinct().Take(MostPhrases)], meaning) { Typed = question, IsNeed = isNeed, Unquoted = phrases.Count > 0 ? string.Join(' ', unquoted.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null };
    }

    private static List<Concept> Concepts(string text, bool isNeed)
    {
        var tokens = FrenchAnalyzer.Analyze(text);
        var concepts = new List<Concept>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            if (token.IsStopWord || concepts.Count >= MostConcepts || !seen.Add(token.Stem))
            {
                continue;
            }

            if (ShortSpellings.Find(token.Word) is { } full)
            {
                var stems = FrenchAnalyzer.StemsOf(full).Prepend(token.Stem).Distinct().ToList();
                if (full.Length > 0)
                {
                    concepts.Add(new Concept(text.Substring(token.Start, token.Length), stems.ConvertAll(stem => new Alternative(stem, 1, false)), isNeed ? stems.Max(FaintWords.ImportanceOf) : 1, true));
                }
            }
            else
            {
                // The joined form of « bien-être » only adds: its parts are asked for already.
                concepts.Add(new Concept(text.Substring(token.Start, token.Length), Alternatives(tokens, token), isNeed ? FaintWords.ImportanceOf(token.Stem) : 1, !token.IsJoined));
            }
        }

        return concepts;
    }

    // Who writes « micro crèche » also means « microcrèche ».
    private static List<Alternative> Alternatives(List<Token> tokens, Token token)
    {
        var alternatives = new List<Alternative> { new(token.Stem, 1, false) };
        if (token.IsJoined)
        {
            return alternatives;
        }

        foreach (var neighbour in tokens.Where(other => !other.IsJoined && !other.IsStopWord && Math.Abs(other.Position - token.Position) == 1))
        {
            var joined = neighbour.Position < token.Position ? neighbour.Word + token.Word : token.Word + neighbour.Word;
            if (char.IsLetter(joined[0]) && char.IsLetter(joined[^1]))
            {
                alternatives.Add(new Alternative(FrenchAnalyzer.Stem(joined), 1, false));
            }
        }

        return alternatives;
    }

    // Without quotes « -auto-école » leaves out the compound, not every school.
    private static IEnumerable<string> Excluded(string word)
    {
        var tokens = FrenchAnalyzer.Analyze(word);
        var joined = tokens.Where(token => token.IsJoined).ToList();
        return (joined.Count > 0 ? joined : tokens).Where(token => !token.IsStopWord).Select(token => token.Stem);
    }

    // Between spaces, so that « art » is not found in « partage »; null when nothing in it can be looked for.
    private static string? Words(string quoted)
    {
        var tokens = FrenchAnalyzer.Analyze(quoted);
        return tokens.Any(token => !token.IsStopWord) ? $" {string.Join(' ', tokens.Where(token => !token.IsJoined).Select(token => token.Word))} " : null;
    }

    private static char? ClosingQuote(char opening) => opening switch
    {
        '"' => '"',
        '«' => '»',
        '“' => '”',
        '„' => '“',
        _ => null,
    };
}
