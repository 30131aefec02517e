using SocialConnect.Catalog.Embeddings;

namespace SocialConnect.Catalog.Search;

/// <summary>The similarity of every document to a question: every vector is compared, hence the same under any filter.</summary>
internal sealed class MeaningScores
{
    // The background is told in these.
    private const int Thousand = 1000;

    // In a small catalogue, too, the nearest ones stand out.
    private const int LeastAboveBackground = 10;

    private readonly float[] _similarities;
    private readonly int _capacity;
    private readonly float _background;
    private readonly double _weight;

    private MeaningScores(float[] similarities, int capacity, float background, double weight) =>
        (_similarities, _capacity, _background, _weight) = (similarities, capacity, background, weight);

    /// <summary>Of a document to the question, from -1 to 1; null for a document without vectors.</summary>
    public double? SimilarityOf(int document) => float.IsNaN(_similarities[document]) ? null : _similarities[document];

    /// <summary>What the similarity counts for, on the scale on which the best match of words is 1.</summary>
    public double ScoreOf(int document) => float.IsNaN(_similarities[document]) ? 0 : Math.Max(0, _similarities[document] - _background) * _weight;

    /// <param name="said">The part of the question that stands together in the best match of words: for so much, meaning yields.</param>
    /// <param name="room">Holds the figures: they are good until it is given back.</param>
    public static MeaningScores Compute(QuestionVector question, bool isNeed, double said, SearchColumns columns, SearchOptions options, SearchRoom room)
    {
        var asked = new QuestionNumbers(question.Vector.Span);
        for (var block = 0; block < columns.Blocks.Count; block++)
        {
            columns.Vectors!.BlockAt(block).Compare(asked, columns.Blocks[block].IsLive, room.Similarities.AsSpan(block * Posting.BlockSize, Posting.BlockSize));
        }

        // A told need shares few words with anything: nothing is held back there.
        return isNeed
            ? new MeaningScores(room.Similarities, columns.Capacity, 0, options.NeedMeaningWeight * Math.Pow(question.Certainty, options.NeedCertaintyPower))
            : new MeaningScores(
                room.Similarities,
                columns.Capacity,
                Background(room.Similarities.AsSpan(0, columns.Capacity), options.MeaningBackground),
                options.MeaningWeight * Math.Pow(question.Certainty, options.CertaintyPower) * Math.Max(0, 1 - options.MeaningYield * said));
    }

    /// <summary>What so large a part of the documents does not exceed, rounded down to thousandths.</summary>
    private static float Background(ReadOnlySpan<float> similarities, double part)
    {
        Span<int> counts = stackalloc int[Thousand + 1];
        var compared = 0;
        foreach (var similarity in similarities)
        {
            if (!float.IsNaN(similarity))
            {
                compared++;
                counts[Math.Clamp((int)(similarity * Thousand), 0, Thousand)]++;
            }
        }

        var above = Math.Max(LeastAboveBackground, (int)((1 - part) * compared));
        for (var level = Thousand; level > 0; level--)
        {
            above -= counts[level];
            if (above < 0)
            {
                return (float)level / Thousand;
            }
        }

        return 0;
    }

    /// <summary>The nearest documents that reach what is required.</summary>
    /// <param name="isFound">Those found already.</param>
    public IEnumerable<int> Nearest(Func<int, bool> isFound, SearchOptions options) =>
        ResultOrder.First(Reaching(isFound, options.RequiredMeaning), options.MostByMeaning).Select(candidate => candidate.Document);

    private IEnumerable<Candidate> Reaching(Func<int, bool> isFound, double required)
    {
        for (var document = 0; document < _capacity; document++)
        {
            // An initiative without a vector is not even of meaning 0.
            if (!float.IsNaN(_similarities[document]) && ScoreOf(document) is var score && score >= required && !isFound(document))
            {
                yield return new Candidate(document, score, "", 0);
            }
        }
    }
}
