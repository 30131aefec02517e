using System.Globalization;
using System.Text;

namespace SocialConnect.Classification.Text;

/// <summary>Text without case, accents and ligatures, for comparing what people write differently.</summary>
public static class Plain
{
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            _ = char.ToLowerInvariant(c) switch
            {
                'œ' => plain.Append("oe"),
                'æ' => plain.Append("ae"),
                var lower => plain.Append(lower),
            };
        }

        return plain.ToString();
    }

    /// <summary>What two spellings of one label have in common: "Éducation et jeunesse" and "EDUCATION ET JEUNESSE" give the same key.</summary>
    public static string Key(string label)
    {
        var key = new StringBuilder(label.Length);
        foreach (var c in Of(label))
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(c);
            }
            else if (key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }
}
