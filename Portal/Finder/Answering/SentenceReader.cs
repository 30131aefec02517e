using System.Text;
using System.Text.RegularExpressions;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Cuts prose that arrives in pieces into sentences: one is given out once it is sure that it has ended, citations included.</summary>
internal sealed partial class SentenceReader
{
    private readonly StringBuilder _text = new();

    /// <summary>The sentences that this piece completes.</summary>
    public IEnumerable<string> Add(string piece)
    {
        _text.Append(piece);
        while (Boundary().Match(_text.ToString()) is { Success: true } boundary)
        {
            var sentence = _text.ToString(0, boundary.Groups["next"].Index).Trim();
            _text.Remove(0, boundary.Groups["next"].Index);
            if (sentence.Length > 0)
            {
                yield return sentence;
            }
        }
    }

    /// <summary>What is left at the end; null when nothing is.</summary>
    public string? Rest()
    {
        var rest = _text.ToString().Trim();
        _text.Clear();
        return rest.Length > 0 ? rest : null;
    }

    // A full stop ends a sentence when a capital, a quotation or a new line follows, and no abbreviation stands before.
    [GeneratedRegex(@"(?<!\b(?:M|Mme|Mlle|Dr|St|Ste|av|bd|n°|tél|env|ex|cf|p|art|etc|\d))[.!?…]+[»”"")]*(?:\s*\[\d+\])*(?<next>\s+(?=[\p{Lu}«“""(\[-])|\s*\n+)|\n+(?<next>)")]
    private static partial Regex Boundary();

    /// <summary>All sentences of a whole text.</summary>
    public static IReadOnlyList<string> Cut(string text)
    {
        var reader = new SentenceReader();
        var sentences = reader.Add(text).ToList();
        if (reader.Rest() is { } rest)
        {
            sentences.Add(rest);
        }

        return sentences;
    }
}
