using System.Collections.Concurrent;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// Room for the figures of one search, by document. Taken for a search and given back: megabytes of fresh arrays at every search would make the
/// collector look through the whole memory again and again.
/// </summary>
internal sealed class SearchRoom : IDisposable
{
    // More searches than this at the same moment make their room anew.
    private const int MostKept = 8;

    private static readonly ConcurrentBag<SearchRoom> Kept = [];

    private DocumentScore[] _scores = [];
    private float[] _similarities = [];
    private float[] _likenesses = [];
    private ushort[] _passages = [];

    private SearchRoom()
    {
    }

    /// <summary>All zero for documents that <see cref="Touched"/> does not name.</summary>
    public DocumentScore[] Scores => _scores;

    /// <summary>What stands in each passage of a document, in <see cref="WordScores.WholeQuestion"/>ths of the question's weight. All zero for documents that <see cref="Touched"/> does not name.</summary>
    public Span<ushort> PassagesOf(int document) => _passages.AsSpan(document * IndexedText.MostPassages, IndexedText.MostPassages);

    public float[] Similarities => _similarities;

    /// <summary>All zero for documents that <see cref="Alike"/> does not name.</summary>
    public float[] Likenesses => _likenesses;

    public List<int> Alike { get; } = [];

    /// <summary>Documents whose score is not zero.</summary>
    public List<int> Touched { get; } = [];

    /// <summary>Documents that answer the question.</summary>
    public List<int> Documents { get; } = [];

    /// <summary>Those that the request selects.</summary>
    public List<int> Selected { get; } = [];

    public static SearchRoom Take() => Kept.TryTake(out var room) ? room : new SearchRoom();

    public void MakeFor(int capacity)
    {
        if (_scores.Length < capacity)
        {
            Forget();
            (_scores, _similarities, _likenesses) = (new DocumentScore[capacity], new float[capacity], new float[capacity]);
            _passages = new ushort[capacity * IndexedText.MostPassages];
        }
    }

    public void Dispose()
    {
        Forget();
        Documents.Clear();
        Selected.Clear();
        if (Kept.Count < MostKept)
        {
            Kept.Add(this);
        }
    }

    private void Forget()
    {
        foreach (var document in Touched)
        {
            _scores[document] = default;
            PassagesOf(document).Clear();
        }

        Touched.Clear();
        foreach (var document in Alike)
        {
            _likenesses[document] = 0;
        }

        Alike.Clear();
    }
}
