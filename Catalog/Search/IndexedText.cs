using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Catalog.Search;

/// <summary>An initiative's text as search stores it.</summary>
internal sealed class IndexedText
{
    // Frequencies are kept in quarters of a word in one byte.
    private const int Quarters = 4;

    // In quarters: a word of the title counts whole, what others have said of the initiative counts less.
    private const int TitleWeight = 4;
    private const int OrganisationWeight = 3;
    internal const int LabelWeight = 2;
    private const int TextWeight = 4;
    private const int QuestionWeight = 1;

    // Quoted phrases are looked for within a few sentences.
    private const int PartWords = 80;

    /// <summary>Words of a passage, stop words counted: a sentence or two. A text of more passages than a posting has bits for has longer ones.</summary>
    internal const int PassageWords = 25;

    internal const int MostPassages = 32;

    // More of a long page than this says less and less of what the initiative is about.
    private const int DescribedWords = 1000;

    private readonly Dictionary<string, (int Head, int Text, uint Passages)> _frequencies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.Ordinal);
    private readonly StringBuilder _words = new();
    private readonly EverydayWords _everyday;
    private readonly List<Token> _described = [];
    private int _head;
    private int _text;

    public IndexedText(
        string title, string? organisation, IEnumerable<string> tags, IEnumerable<string> categories, string summary, string body, IEnumerable<string> questions, EverydayWords everyday)
    {
        _everyday = everyday;
        TitleKey = string.Join(' ', FrenchAnalyzer.Analyze(title).Where(token => !token.IsJoined).Select(token => token.Word));
        Add(title, TitleWeight, isHead: true);
        Add(organisation ?? "", OrganisationWeight, isHead: true);
        Add(string.Join(". ", tags), LabelWeight, isHead: true);
        Add(string.Join(". ", categories), LabelWeight, isHead: true);
        AddText([summary, .. Parts(body)]);
        Add(string.Join("\n", questions), QuestionWeight, isHead: false);
        AddProfile(title);
        Digest = ComputeDigest();
    }

    /// <summary>Weighted frequencies of every stem, in quarters, and a bit for each passage of summary and body in which it stands.</summary>
    public IReadOnlyDictionary<string, (int Head, int Text, uint Passages)> Frequencies => _frequencies;

    /// <summary>Every folded word with its spelling.</summary>
    public IReadOnlyDictionary<string, string> Spellings => _spellings;

    /// <summary>Weighted number of words.</summary>
    public float HeadLength => (float)_head / Quarters;

    public float TextLength => (float)_text / Quarters;

    public string TitleKey { get; }

    /// <summary>Folded words between spaces, a line for each field and part of the body.</summary>
    public string Words => _words.ToString();

    public string Stems => string.Join(' ', _frequencies.Keys.Order(StringComparer.Ordinal));

    /// <summary>The same as long as words and frequencies are the same.</summary>
    public string Digest { get; }

    private void Add(string text, int weight, bool isHead) => Add(text, FrenchAnalyzer.Analyze(text), weight, isHead, _ => 0);

    private void AddText(List<string> parts)
    {
        var analysed = parts.ConvertAll(FrenchAnalyzer.Analyze);
        var width = Math.Max(PassageWords, (analysed.Sum(WordsOf) + MostPassages - 1) / MostPassages);
        var before = 0;
        foreach (var (part, tokens) in parts.Zip(analysed))
        {
            var start = before;
            Add(part, tokens, TextWeight, isHead: false, token => 1u << ((start + token.Position) / width));
            before += WordsOf(tokens);
        }
    }

    private static int WordsOf(List<Token> tokens) => tokens.Count(token => !token.IsJoined);

    private void Add(string text, List<Token> tokens, int weight, bool isHead, Func<Token, uint> passage)
    {
        _words.Append(' ');
        _described.AddRange(tokens.Take(DescribedWords - _described.Count));
        foreach (var (mark, token) in _everyday.MarksOf(tokens))
        {
            Count(mark, weight, isHead, passage(token));
        }

        foreach (var token in tokens)
        {
            if (!token.IsJoined)
            {
                _words.Append(token.Word).Append(' ');
            }

            if (token.IsStopWord)
            {
                continue;
            }

            Count(token.Stem, weight, isHead, passage(token));
            if (!token.IsJoined)
            {
                _spellings.TryAdd(token.Word, text.Substring(token.Start, token.Length).ToLowerInvariant());
                _head += isHead ? weight : 0;
                _text += isHead ? 0 : weight;
            }
        }

        _words.Append('\n');
    }

    private void Count(string stem, int weight, bool isHead, uint passage)
    {
        var (head, body, passages) = _frequencies.GetValueOrDefault(stem);
        _frequencies[stem] = isHead ? (head + weight, body, passages) : (head, body + weight, passages | passage);
    }

    // What it is about stands in the title, and near the top.
    private void AddProfile(string title)
    {
        var described = FrenchAnalyzer.Analyze(title).Concat(_described).ToList();
        foreach (var (mark, weight) in _everyday.ProfileOf(described))
        {
            _frequencies[mark] = (0, Math.Max(1, (int)MathF.Round(weight * byte.MaxValue)), 0);
        }
    }

    private string ComputeDigest()
    {
        var all = new StringBuilder().Append(_words);
        foreach (var (stem, (head, text, passages)) in _frequencies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            all.Append(CultureInfo.InvariantCulture, $"{stem}:{head}:{text}:{passages} ");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    // Sentences together up to about what is looked through for a phrase.
    private static IEnumerable<string> Parts(string body)
    {
        var start = 0;
        var words = 0;
        for (var at = 0; at < body.Length; at++)
        {
            words += body[at] is ' ' or '\n' ? 1 : 0;
            var endsSentence = body[at] is '\n' || (body[at] is '.' or '!' or '?' or '…' && at + 1 < body.Length && char.IsWhiteSpace(body[at + 1]));
            if ((endsSentence && words >= PartWords / 2) || words >= PartWords * 2)
            {
                yield return body[start..(at + 1)];
                start = at + 1;
                words = 0;
            }
        }

        if (start < body.Length)
        {
            yield return body[start..];
        }
    }
}
