using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace SocialConnect.Catalog.Search;

/// <summary>French text to words: blind to case and accents, elisions taken off, compounds read both as parts and as one word, stems by Snowball.</summary>
public static class FrenchAnalyzer
{
    // Longer words are glued text or addresses, which nobody types.
    private const int LongestWord = 40;

    // Stemming costs microseconds a word and a catalogue repeats its words; past this many the cache starts anew.
    private const int CachedStems = 200_000;

    // What may stand before an apostrophe and is not part of the word after it. « Part’âge » keeps its first half.
    private static readonly HashSet<string> Elisions = ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu", "entr"];

    // What hangs on a verb by a hyphen makes no compound of it: « puis-je », « celui-ci », « y a-t-il ».
    private static readonly HashSet<string> Enclitics =
        ["je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce", "t", "la", "le", "les", "ci", "y", "en", "moi", "toi", "lui", "leur"];

    // Snowball knows most of these endings by their accents, which are gone by then, and takes « potager » but not « potagers » for a verb.
    private static readonly (string Plain, string Spelt)[] Endings =
        [("ites", "ités"), ("ite", "ité"), ("ees", "ées"), ("ee", "ée"), ("ieres", "ières"), ("iere", "ière"), ("ers", "er")];

    // Words that Snowball, without their accents, takes for forms of another word: « mère » is not « mer ».
    private static readonly Dictionary<string, string> Apart = new(StringComparer.Ordinal) { ["mere"] = "mere", ["meres"] = "mere" };

    private static readonly ConcurrentDictionary<string, string> Stems = new(StringComparer.Ordinal);

    // Before the combining marks every character folds by itself, and French is written with these.
    private const int Letters = 0x300;

    private static readonly string[] FoldedLetters = [.. Enumerable.Range(0, Letters).Select(letter => FoldAny(((char)letter).ToString()))];

    [ThreadStatic]
    private static FrenchStemmer? _stemmer;

    /// <summary>All words of the text in order, stop words included.</summary>
    public static List<Token> Analyze(string text)
    {
        var tokens = new List<Token>(text.Length / 6);
        var position = 0;
        var at = 0;
        while (at < text.Length)
        {
            if (!IsWordCharacter(text[at]))
            {
                at++;
                continue;
            }

            at = char.IsDigit(text[at]) && TryReadNumber(text, at, tokens, ref position) is { } afterNumber
                ? afterNumber
                : ReadCompound(text, at, tokens, ref position);
        }

        return tokens;
    }

    /// <summary>The stems of the text's words that carry meaning, in order, with repetitions.</summary>
    public static IEnumerable<string> StemsOf(string text) =>
        Analyze(text).Where(token => !token.IsStopWord).Select(token => token.Stem);

    /// <summary>Lower case, no accents, ligatures spelt out; every other character is kept.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(Letters - 1)))
        {
            var quick = new StringBuilder(text.Length + 2);
            foreach (var character in text)
            {
                quick.Append(FoldedLetters[character]);
            }

            return quick.ToString();
        }

        return FoldAny(text);
    }

    private static string FoldAny(string text)
    {
        var folded = new StringBuilder(text.Length + 2);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            switch (char.ToLowerInvariant(character))
            {
                case 'œ': folded.Append("oe"); break;
                case 'æ': folded.Append("ae"); break;
                case 'ß': folded.Append("ss"); break;
                case '’' or 'ʼ': folded.Append('\''); break;
                case var lower when CharUnicodeInfo.GetUnicodeCategory(lower) != UnicodeCategory.NonSpacingMark: folded.Append(lower); break;
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The stem of one folded word.</summary>
    public static string Stem(string word)
    {
        if (Stems.TryGetValue(word, out var known))
        {
            return known;
        }

        if (Stems.Count > CachedStems)
        {
            Stems.Clear();
        }

        return Stems[word] = ComputeStem(word);
    }

    private static string ComputeStem(string word)
    {
        if (char.IsDigit(word[0]))
        {
            return word;
        }

        if (Apart.TryGetValue(word, out var apart))
        {
            return apart;
        }

        var spelt = word;
        foreach (var (plain, ending) in Endings)
        {
            if (word.EndsWith(plain, StringComparison.Ordinal))
            {
                spelt = string.Concat(word.AsSpan(0, word.Length - plain.Length), ending);
                break;
            }
        }

        var stemmer = _stemmer ??= new FrenchStemmer();
        stemmer.SetCurrent(spelt);
        stemmer.Stem();
        // Snowball marks some letters by their capitals on the way and may leave one.
        return Fold(stemmer.Current);
    }

    // Letters and digits, joined by apostrophes and hyphens as in « l’auto-école » or « Part’âge ».
    private static int ReadCompound(string text, int start, List<Token> tokens, ref int position)
    {
        var first = tokens.Count;
        var joined = new StringBuilder();
        var at = start;
        while (true)
        {
            var partStart = at;
            while (at < text.Length && IsWordCharacter(text[at]))
            {
                at++;
            }

            var word = Fold(text[partStart..at]);
            var joins = at + 1 < text.Length && (IsApostrophe(text[at]) || IsHyphen(text[at])) && IsWordCharacter(text[at + 1]);
            if (!(joins && IsApostrophe(text[at]) && Elisions.Contains(word)))
            {
                Add(tokens, word, position++, partStart, at - partStart);
                joined.Append(word);
            }

            if (!joins)
            {
                break;
            }

            at++;
        }

        // An elided « l’ » may come first, so the parts are counted by what was added.
        var parts = tokens.Count - first;
        if (parts is > 1 and < 5 && tokens[first].Start is var from && !Enclitics.Contains(tokens[^1].Word))
        {
            Add(tokens, joined.ToString(), tokens[first].Position, from, at - from, isJoined: true);
        }

        return at;
    }

    // « 10 000 », « 2,5 » and « 3e » are one number each.
    private static int? TryReadNumber(string text, int start, List<Token> tokens, ref int position)
    {
        var at = start;
        while (at < text.Length && char.IsDigit(text[at]))
        {
            at++;
        }

        var digits = new StringBuilder(text, start, at - start, LongestWord);
        if (at - start <= 3)
        {
            while (at + 3 < text.Length && IsGroupSpace(text[at]) && HasThreeDigits(text, at + 1))
            {
                digits.Append(text, at + 1, 3);
                at += 4;
            }
        }

        if (at + 1 < text.Length && text[at] == ',' && char.IsDigit(text[at + 1]))
        {
            digits.Append('.');
            at++;
            while (at < text.Length && char.IsDigit(text[at]))
            {
                digits.Append(text[at++]);
            }
        }

        var suffixStart = at;
        while (at < text.Length && char.IsLetter(text[at]))
        {
            at++;
        }

        if (at > suffixStart && Fold(text[suffixStart..at]) is not ("e" or "er" or "re" or "eme" or "ere" or "nd" or "nde" or "h"))
        {
            return null;
        }

        Add(tokens, digits.ToString(), position++, start, at - start);
        return at;
    }

    private static void Add(List<Token> tokens, string word, int position, int start, int length, bool isJoined = false)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return;
        }

        var isStop = StopWords.All.Contains(word) || (word.Length == 1 && !char.IsDigit(word[0]));
        tokens.Add(new Token(word, isStop ? "" : Stem(word), position, start, length, isJoined));
    }

    private static bool HasThreeDigits(string text, int at) =>
        char.IsDigit(text[at]) && char.IsDigit(text[at + 1]) && char.IsDigit(text[at + 2])
        && (at + 3 == text.Length || !IsWordCharacter(text[at + 3]));

    private static bool IsWordCharacter(char character) =>
        char.IsLetterOrDigit(character) || CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark;

    private static bool IsApostrophe(char character) => character is '\'' or '’' or 'ʼ' or '‘';

    private static bool IsHyphen(char character) => character is '-' or '‐' or '‑';

    private static bool IsGroupSpace(char character) => character is ' ' or '\u00A0' or '\u202F';
}
