using System.Globalization;
using System.Text;

namespace SocialConnect.Catalog.Territories;

/// <summary>How names of places are compared: without case, accents, hyphens, apostrophes, and with "St" written out.</summary>
public static class PlaceName
{
    /// <returns>Lower-case words of letters and digits with one space between them: "St-Étienne" gives "saint etienne".</returns>
    public static string Normalize(string name) => string.Join(' ', Words(name).Select(word => word.Folded));

    /// <summary>The article a name begins with, apart from the rest: ("le", "havre"), ("", "lyon").</summary>
    public static (string Article, string Bare) SplitArticle(string normalized)
    {
        var space = normalized.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && normalized[..space] is "le" or "la" or "les" or "l" or "los" or "las"
            ? (normalized[..space], normalized[(space + 1)..])
            : ("", normalized);
    }

    /// <summary>The words of a text with where they stand in it.</summary>
    internal static IEnumerable<PlaceWord> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || IsMark(text[i]));
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                yield return new PlaceWord(Fold(text[start..i]), start, i - start);
                start = -1;
            }
        }
    }

    private static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var sign in word.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (!IsMark(sign))
            {
                _ = sign switch
                {
                    'œ' => folded.Append("oe"),
                    'æ' => folded.Append("ae"),
                    _ => folded.Append(sign),
                };
            }
        }

        return folded.ToString() switch
        {
            "st" => "saint",
            "ste" => "sainte",
            var other => other,
        };
    }

    private static bool IsMark(char sign) => CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark;
}

/// <summary>One word of a text, compared by its folded form.</summary>
internal readonly record struct PlaceWord(string Folded, int Start, int Length)
{
    public int End => Start + Length;
}
