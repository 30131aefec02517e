using System.Globalization;
using System.Text;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>What two spellings of one label have in common, whatever their case, accents, hyphens, plural or little words.</summary>
public static class LabelKey
{
    private static readonly HashSet<string> LittleWords =
        ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour", "un", "une"];

    /// <summary>The key of a label. « Eco-Habitats », « écohabitat » and « l’éco habitat » share one.</summary>
    /// <returns>Empty when the text holds neither letter nor digit.</returns>
    public static string Of(string label) => string.Concat(WordsOf(label));

    /// <summary>The stemmed words of a label without articles and prepositions, in order.</summary>
    public static IReadOnlyList<string> WordsOf(string label)
    {
        var plain = Plain(label);
        var all = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var meaningful = all.Where(word => !LittleWords.Contains(word)).ToList();
        return [.. (meaningful.Count > 0 ? meaningful : [.. all]).Select(Stem)];
    }

    /// <summary>Lower case, without accents, ligatures undone, everything but letters and digits a single space.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var lower = char.ToLowerInvariant(sign);
            if (lower is 'œ')
            {
                plain.Append("oe");
            }
            else if (lower is 'æ')
            {
                plain.Append("ae");
            }
            else if (char.IsLetterOrDigit(lower))
            {
                plain.Append(lower);
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }

    // Plural and feminine only: a search engine's stemmer would make one key of « association » and « associatif ».
    private static string Stem(string word)
    {
        if (word.Length < 4)
        {
            return word;
        }

        var singular = word switch
        {
            _ when word.EndsWith("eaux", StringComparison.Ordinal) => word[..^1],
            _ when word.EndsWith("aux", StringComparison.Ordinal) => word[..^2] + "l",
            _ when word[^1] is 's' or 'x' && word[^2] != 's' => word[..^1],
            _ => word,
        };
        return singular.Length > 3 && singular[^1] == 'e' ? singular[..^1] : singular;
    }
}
