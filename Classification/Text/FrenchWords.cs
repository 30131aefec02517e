using System.Collections.Concurrent;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace SocialConnect.Classification.Text;

/// <summary>Splits French text into words and stems them (Snowball's French stemmer, accents taken off afterwards).</summary>
public static class FrenchWords
{
    // A catalogue has some 100,000 forms; beyond that, forms are misspellings and addresses that do not come back.
    private const int FormsKept = 200_000;
    private const int LongestWord = 60;

    // Letters up to the first, and spaces, dashes, quotes and currencies between the two others, are in composed form already.
    private const char LastOfLatin = '\u02FF';
    private const char FirstOfPunctuation = '\u2002';
    private const char LastOfCurrencies = '\u20CF';

    private static readonly ConcurrentDictionary<string, FrenchWord> Forms = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, FrenchWord>.AlternateLookup<ReadOnlySpan<char>> FormsBySpan = Forms.GetAlternateLookup<ReadOnlySpan<char>>();

    // The stemmer keeps its working letters in itself.
    [ThreadStatic]
    private static FrenchStemmer? t_stemmer;

    private static readonly HashSet<string> StopWords = new(
        """
        a afin ai aient ainsi alors apres as au aucun aussi autre autres aux avaient avait avant avec avez avoir avons car ce ceci cela celle celles celui
        ces cet cette ceux chaque chez ci comme comment contre dans de des depuis dès deux doit doivent donc dont du elle elles en encore entre es est et etaient
        etait etant etc ete etre eu eux fait faire font grace hors ici il ils je jusqu jusque la le les leur leurs lors lorsque lui ma mais me meme memes mes mieux moi
        moins mon ne ni non nos notre nous on ont ou par parce parmi pas pendant permet permettant permettre permettent peu peut peuvent plus plusieurs
        pour pourquoi puis qu quand que quel quelle quelles quels qui quoi sa sans se selon sera seront ses si sinon soit son sont sous suis sur ta te tels telle
        telles tel tes toi ton tous tout toute toutes tres tu un une vers via voici voila vos votre vous afin etre notamment lequel laquelle ces aujourd hui
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Plain.Of), StringComparer.Ordinal);

    /// <summary>The words of a text in order; single letters and bare numbers are left out, so that "l’école" gives "école".</summary>
    /// <remarks>Places refer to the text in Unicode's composed form (NFC), which is how nearly all text comes.</remarks>
    public static IEnumerable<FoundWord> In(string text)
    {
        text = Composed(text);
        var at = 0;
        while (Next(text, ref at, out var start))
        {
            yield return new FoundWord(start, at - start, Form(text.AsSpan(start, at - start)));
        }
    }

    /// <summary>The text in Unicode's composed form, in which places are counted.</summary>
    public static string Composed(string text)
    {
        foreach (var c in text)
        {
            if (c > LastOfLatin && c is < FirstOfPunctuation or > LastOfCurrencies)
            {
                return text.IsNormalized() ? text : text.Normalize();
            }
        }

        return text;
    }

    /// <summary>Goes on to the next word of a text in composed form, which lies from <paramref name="start"/> to <paramref name="at"/>.</summary>
    /// <returns>False when there is none.</returns>
    internal static bool Next(ReadOnlySpan<char> text, ref int at, out int start)
    {
        while (at < text.Length)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            start = at;
            var letters = false;
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                letters = letters || char.IsLetter(text[at]);
                at++;
            }

            if (letters && at - start is >= 2 and <= LongestWord)
            {
                return true;
            }
        }

        start = at;
        return false;
    }

    /// <summary>The stems of a text that are not stop words.</summary>
    public static IEnumerable<string> StemsIn(string text) => In(text).Where(found => !found.Word.IsStop).Select(found => found.Word.Stem);

    internal static FrenchWord Form(ReadOnlySpan<char> written)
    {
        Span<char> lower = stackalloc char[LongestWord];
        lower = lower[..written.ToLowerInvariant(lower)];
        if (FormsBySpan.TryGetValue(lower, out var known))
        {
            return known;
        }

        var word = lower.ToString();
        var plain = Plain.Of(word);
        var form = new FrenchWord(plain, Plain.Of(Stem(word)), StopWords.Contains(plain));
        if (Forms.Count < FormsKept)
        {
            Forms.TryAdd(word, form);
        }

        return form;
    }

    private static string Stem(string word)
    {
        var stemmer = t_stemmer ??= new FrenchStemmer();
        stemmer.SetCurrent(word);
        stemmer.Stem();
        return stemmer.Current;
    }
}
