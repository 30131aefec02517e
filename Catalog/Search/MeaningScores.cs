using SocialConnect.Catalog.Embeddings;

namespace SocialConnect.Catalog.Search;

/// <summary>The similarity of every document to a question: every vector is compared, hence the same under any filter.</summary>
internal sealed class MeaningScores
{
    private readonly float[] _similarities;
    private readonly int _capacity;
    private readonly double _weight;

    private MeaningScores(float[] similarities, int capacity, double weight) => (_similarities, _capacity, _weight) = (similarities, capacity, weight);

    /// <summary>Of a document to the question, from -1 to 1; null for a document without vectors.</summary>
    public double? SimilarityOf(int document) => float.IsNaN(_similarities[document]) ? null : _similarities[document];

    /// <summary>What the similarity counts for, on the scale on which the best match of words is 1.</summary>
    public double ScoreOf(int document) => float.IsNaN(_similarities[document]) ? 0 : Math.Max(0, _similarities[document]) * _weight;

    /// <param name="room">Holds the figures: they are good until it is given back.</param>
    public static MeaningScores Compute(QuestionVector question, double weight, SearchColumns columns, SearchOptions options, SearchRoom room)
    {
        var asked = new QuestionNumbers(question.Vector.Span);
        for (var block = 0; block < columns.Blocks.Count; block++)
        {
            columns.Vectors!.BlockAt(block).Compare(asked, columns.Blocks[block].IsLive, room.Similarities.AsSpan(block * Posting.BlockSize, Posting.BlockSize));
        }

        return new MeaningScores(room.Similarities, columns.Capacity, weight * Math.Pow(question.Certainty, options.CertaintyPower));
    }

    /// <summary>The nearest documents that reach what is required.</summary>
    /// <param name="isFound">Those found already.</param>
    public IEnumerable<int> Nearest(Func<int, bool> isFound, SearchOptions options) =>
        ResultOrder.First(Reaching(isFound, options.RequiredMeaning), options.MostByMeaning).Select(candidate => candidate.Document);

    private IEnumerable<Candidate> Reaching(Func<int, bool> isFound, double required)
    {
        for (var document = 0; document < _capacity; document++)
        {
            var similarity = _similarities[document];
            if (Math.Max(0, similarity) * _weight >= required && !isFound(document))
            {
                yield return new Candidate(document, Math.Max(0, similarity) * _weight, "", 0);
            }
        }
    }
}
