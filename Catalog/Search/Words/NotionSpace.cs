namespace SocialConnect.Catalog.Search.Words;

/// <summary>
/// Explicit semantic analysis (Gabrilovich and Markovitch, IJCAI 2007) with notions as the concepts: a text is described by the notions whose words and
/// pieces of words it shares most, so that a need and an initiative are near each other without a word in common.
/// </summary>
public sealed class NotionSpace
{
    /// <summary>Notions that describe a text at most.</summary>
    public const int Kept = 20;

    // Pieces find words of one family that stemming keeps apart.
    private const int PieceLength = 4;

    private readonly int _notions;
    private readonly FeatureSpace<string> _words;
    private readonly FeatureSpace<ulong> _pieces;

    /// <param name="notions">What is said of each, by number.</param>
    public NotionSpace(IEnumerable<string> notions)
    {
        // All of it is read before a program can serve anybody.
        var texts = notions.AsParallel().AsOrdered().Select(FrenchAnalyzer.Analyze).Select(text => (Words: WeighWords(text), Pieces: WeighPieces(text))).ToList();
        _notions = texts.Count;
        _words = new FeatureSpace<string>(texts.ConvertAll(text => text.Words));
        _pieces = new FeatureSpace<ulong>(texts.ConvertAll(text => text.Pieces));
    }

    /// <summary>The notions nearest to a text, strongest first: cosines squared, which leave little of the weak ones, on a vector of length 1.</summary>
    /// <returns>Empty for a text without a known word.</returns>
    public IReadOnlyList<(int Notion, float Weight)> ProfileOf(List<Token> text)
    {
        var nearness = new float[_notions];
        AddUnit(nearness, _words.Compare(WeighWords(text)));
        AddUnit(nearness, _pieces.Compare(WeighPieces(text)));
        var nearest = Enumerable.Range(0, _notions).Where(notion => nearness[notion] > 0)
            .OrderByDescending(notion => nearness[notion]).ThenBy(notion => notion).Take(Kept)
            .Select(notion => (Notion: notion, Weight: nearness[notion] * nearness[notion]))
            .ToList();
        var length = MathF.Sqrt(nearest.Sum(near => near.Weight * near.Weight));
        return nearest.ConvertAll(near => (near.Notion, near.Weight / length));
    }

    private static void AddUnit(float[] sum, float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        for (var i = 0; length > 0 && i < sum.Length; i++)
        {
            sum[i] += vector[i] / length;
        }
    }

    // Frequencies count with their logarithm: what is said ten times is not ten times as much what a text is about.
    private static Dictionary<string, float> WeighWords(List<Token> text) =>
        text.Where(token => !token.IsStopWord).GroupBy(token => token.Stem, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => 1 + MathF.Log(group.Count()), StringComparer.Ordinal);

    private static Dictionary<ulong, float> WeighPieces(List<Token> text) =>
        text.Where(token => token is { IsStopWord: false, IsJoined: false }).SelectMany(token => PiecesOf(token.Word)).GroupBy(piece => piece)
            .ToDictionary(group => group.Key, group => 1 + MathF.Log(group.Count()));

    // The ends of a word are part of its pieces.
    private static IEnumerable<ulong> PiecesOf(string word)
    {
        var ended = $" {word} ";
        for (var at = 0; at + PieceLength <= ended.Length; at++)
        {
            yield return (ulong)ended[at] << 48 | (ulong)ended[at + 1] << 32 | (ulong)ended[at + 2] << 16 | ended[at + 3];
        }
    }
}
