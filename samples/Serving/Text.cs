using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace SocialConnect.Samples.Serving;

/// <summary>Writing French into markup.</summary>
internal static class Text
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Letters stay readable; what could end a script element is escaped.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    /// <summary>Safe as content and in a double-quoted attribute, in HTML and XML.</summary>
    public static string Escaped(this string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    public static string InFrench(this DateOnly date, string format = "d MMMM yyyy") =>
        date.ToString(date.Day == 1 && format == "d MMMM yyyy" ? "d'er' MMMM yyyy" : format, French);

    public static string Iso(this DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The date as feeds of RSS want it (RFC 822).</summary>
    public static string Rfc822(this DateOnly date) => date.ToDateTime(new TimeOnly(6, 0)).ToString("R", CultureInfo.InvariantCulture);

    public static string Slug(this string text)
    {
        var slug = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    /// <summary>What <paramref name="write"/> makes of each item, one after the other, on lines of their own.</summary>
    public static string Each<T>(this IEnumerable<T> items, Func<T, string> write) => string.Join('\n', items.Select(write));
}
