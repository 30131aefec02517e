using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Bench;

/// <summary>By which notions a text is described, worked out from the definition: every text is compared with all that is said of every notion, number by number.</summary>
internal sealed class OracleProfiles
{
    private readonly List<(string Id, Dictionary<string, double> Words, Dictionary<string, double> Pieces)> _notions;
    private readonly Dictionary<string, double> _wordIdf;
    private readonly Dictionary<string, double> _pieceIdf;

    public OracleProfiles(IReadOnlyList<Notion> notions)
    {
        var texts = notions.Select(notion => (notion.Id, Tokens: FrenchAnalyzer.Analyze(notion.FullText))).ToList();
        _wordIdf = Idf(texts.ConvertAll(text => WordsOf(text.Tokens)));
        _pieceIdf = Idf(texts.ConvertAll(text => PiecesOf(text.Tokens)));
        _notions = texts.ConvertAll(text => (text.Id, Weigh(WordsOf(text.Tokens), _wordIdf), Weigh(PiecesOf(text.Tokens), _pieceIdf)));
    }

    /// <summary>The twenty notions nearest by words and by pieces of words together, squared, on a vector of length 1.</summary>
    public Dictionary<string, double> Of(List<Token> text)
    {
        var (words, pieces) = (Weigh(WordsOf(text), _wordIdf), Weigh(PiecesOf(text), _pieceIdf));
        var byWords = Unit(_notions.ConvertAll(notion => Product(words, notion.Words)));
        var byPieces = Unit(_notions.ConvertAll(notion => Product(pieces, notion.Pieces)));
        var nearest = _notions.Select((notion, at) => (notion.Id, Weight: Math.Pow(byWords[at] + byPieces[at], 2)))
            .Where(near => near.Weight > 0).OrderByDescending(near => near.Weight).Take(20).ToList();
        var weights = Unit(nearest.ConvertAll(near => near.Weight));
        return nearest.Zip(weights).ToDictionary(pair => pair.First.Id, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>The same as it is stored of an initiative, in 255ths.</summary>
    public Dictionary<string, double> StoredOf(List<Token> text) =>
        Of(text).ToDictionary(near => near.Key, near => Math.Max(1, Math.Round(near.Value * 255)) / 255, StringComparer.Ordinal);

    public static double Product(Dictionary<string, double> one, Dictionary<string, double> other) => one.Sum(pair => pair.Value * other.GetValueOrDefault(pair.Key));

    private static IEnumerable<string> WordsOf(List<Token> text) => text.Where(token => !token.IsStopWord).Select(token => token.Stem);

    private static IEnumerable<string> PiecesOf(List<Token> text) =>
        text.Where(token => !token.IsStopWord && !token.IsJoined).Select(token => $" {token.Word} ")
            .SelectMany(word => Enumerable.Range(0, Math.Max(0, word.Length - 3)).Select(at => word.Substring(at, 4)));

    private static Dictionary<string, double> Idf(List<IEnumerable<string>> texts) =>
        texts.SelectMany(text => text.Distinct()).GroupBy(feature => feature, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => 1 + Math.Log((1d + texts.Count) / (1 + group.Count())), StringComparer.Ordinal);

    private static Dictionary<string, double> Weigh(IEnumerable<string> features, Dictionary<string, double> idf)
    {
        var counted = features.Where(idf.ContainsKey).GroupBy(feature => feature, StringComparer.Ordinal).Select(group => (group.Key, Weight: (1 + Math.Log(group.Count())) * idf[group.Key])).ToList();
        return counted.Zip(Unit(counted.ConvertAll(pair => pair.Weight))).ToDictionary(pair => pair.First.Key, pair => pair.Second, StringComparer.Ordinal);
    }

    private static List<double> Unit(List<double> vector)
    {
        var length = Math.Sqrt(vector.Sum(value => value * value));
        return vector.ConvertAll(value => length > 0 ? value / length : 0);
    }
}
