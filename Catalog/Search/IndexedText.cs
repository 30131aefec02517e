using System.Globalization;
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

    // A passage is what one answers a question with: a few sentences.
    private const int PassageWords = 80;

    // More of a long page than this says less and less of what the initiative is about.
    private const int DescribedWords = 1000;

    private readonly Dictionary<string, (int Head, int Text)> _frequencies = new(StringComparer.Ordinal);
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
        Add(summary, TextWeight, isHead: false);
        foreach (var passage in Passages(body))
        {
            Add(passage, TextWeight, isHead: false);
        }

        Add(string.Join("\n", questions), QuestionWeight, isHead: false);
        AddProfile(title);
        AddMarksToWords();
    }

    /// <summary>Weighted frequencies of every stem, in quarters.</summary>
    public IReadOnlyDictionary<string, (int Head, int Text)> Frequencies => _frequencies;

    /// <summary>Every folded word with its spelling.</summary>
    public IReadOnlyDictionary<string, string> Spellings => _spellings;

    /// <summary>Weighted number of words.</summary>
    public float HeadLength => (float)_head / Quarters;

    public float TextLength => (float)_text / Quarters;

    public string TitleKey { get; }

    /// <summary>Folded words between spaces, a line for each field and passage.</summary>
    public string Words => _words.ToString();

    public string Stems => string.Join(' ', _frequencies.Keys.Order(StringComparer.Ordinal));

    private void Add(string text, int weight, bool isHead)
    {
        _words.Append(' ');
        var tokens = FrenchAnalyzer.Analyze(text);
        _described.AddRange(tokens.Take(DescribedWords - _described.Count));
        foreach (var (mark, count) in _everyday.MarksOf(tokens))
        {
            var (head, body) = _frequencies.GetValueOrDefault(mark);
            _frequencies[mark] = isHead ? (head + (weight * count), body) : (head, body + (weight * count));
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

            var (head, body) = _frequencies.GetValueOrDefault(token.Stem);
            _frequencies[token.Stem] = isHead ? (head + weight, body) : (head, body + weight);
            if (!token.IsJoined)
            {
                _spellings.TryAdd(token.Word, text.Substring(token.Start, token.Length).ToLowerInvariant());
                _head += isHead ? weight : 0;
                _text += isHead ? 0 : weight;
            }
        }

        _words.Append('\n');
    }

    // What it is about stands in the title, and near the top.
    private void AddProfile(string title)
    {
        var described = FrenchAnalyzer.Analyze(title).Concat(_described).ToList();
        foreach (var (mark, weight) in _everyday.ProfileOf(described))
        {
            _frequencies[mark] = (0, Math.Max(1, (int)MathF.Round(weight * byte.MaxValue)));
        }
    }

    // They are no words of a phrase; they tell that the postings are others when only the everyday words have changed.
    private void AddMarksToWords()
    {
        foreach (var (mark, (head, text)) in _frequencies.Where(pair => pair.Key[0] is '#' or '~').OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            _words.Append(CultureInfo.InvariantCulture, $"{mark}:{head}:{text} ");
        }
    }

    // Sentences together up to about a passage.
    private static IEnumerable<string> Passages(string body)
    {
        var start = 0;
        var words = 0;
        for (var at = 0; at < body.Length; at++)
        {
            words += body[at] is ' ' or '\n' ? 1 : 0;
            var endsSentence = body[at] is '\n' || (body[at] is '.' or '!' or '?' or '…' && at + 1 < body.Length && char.IsWhiteSpace(body[at + 1]));
            if ((endsSentence && words >= PassageWords / 2) || words >= PassageWords * 2)
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
