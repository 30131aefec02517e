using System.Text.RegularExpressions;

namespace SocialConnect.Bench.Finding;

/// <summary>
/// A second opinion on what the finder says, by other means than its own checks: every number, and every word with a capital that begins no
/// sentence, must stand word by word in a record that is cited.
/// </summary>
internal static partial class FactAudit
{
    /// <returns>What the sentence says and no cited record does.</returns>
    public static IReadOnlyList<string> Invented(string sentence, IEnumerable<string> citedRecords)
    {
        var records = Plain(string.Join('\n', citedRecords));
        var text = Plain(sentence);
        return [.. Number().Matches(text).Concat(Capital().Matches(text)).Select(match => match.Value).Where(fact => !records.Contains(fact, StringComparison.OrdinalIgnoreCase))];
    }

    private static string Plain(string text) => Spaces().Replace(text.Replace('’', '\''), " ");

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=[\p{Ll},] )\p{Lu}[\p{L}]{2,}")]
    private static partial Regex Capital();

    [GeneratedRegex(@"[\s\u00a0\u202f]+")]
    private static partial Regex Spaces();
}
