using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>The words in names of classes, columns and labels: "card__titreProjet" says card, titre, projet.</summary>
internal static partial class Words
{
    public static IEnumerable<string> Of(string? name) =>
        string.IsNullOrWhiteSpace(name) ? [] : Plain(Humps().Replace(name, "$1 $2")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1);

    /// <summary>Lower case, without accents, words parted by single spaces.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        }

        return Spaces().Replace(plain.ToString(), " ").Trim();
    }

    /// <summary>As a name for a field beyond ours: "Niveau de déploiement" is niveau_de_deploiement.</summary>
    public static string Slug(string label) => Plain(label).Replace(' ', '_');

    [GeneratedRegex(@"(\p{Ll})(\p{Lu})")]
    private static partial Regex Humps();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
