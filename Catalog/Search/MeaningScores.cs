using SocialConnect.Catalog.Embeddings;

namespace SocialConnect.Catalog.Search;

/// <summary>The similarity of every document to a question: every vector is compared, hence the same under any filter.</summary>
internal sealed class MeaningScores
{
    private readonly float[] _similarities;
    private readonly double _weight;

    private MeaningScores(float[] similarities, double weight) => (_similarities, _weight) = (similarities, weight);

    /// <summary>Of a document to the question, from -1 to 1; null for a document without vectors.</summary>
    public double? SimilarityOf(int document) => float.IsNaN(_similarities[document]) ? null : _similarities[document];

    /// <summary>What the similarity counts for, on the scale on which the best match of words is 1.</summary>
    public double ScoreOf(int document) => float.IsNaN(_similarities[document]) ? 0 : Math.Max(0, _similarities[document]) * _weight;

    public static MeaningScores Compute(QuestionVector question, SearchColumns columns, SearchOptions options)
    {
        var similarities = new float[columns.Capacity];
        var (numbers, scale) = DocumentVectors.Prepare(question.Vector.Span);
        for (var document = 0; document < similarities.Length; document++)
        {
            var isLive = columns.BlockOf(document).IsLive[SearchColumns.LocalOf(document)];
            similarities[document] = isLive && columns.Vectors!.Of(document) is { } vectors ? vectors.Similarity(numbers, scale) : float.NaN;
        }

        return new MeaningScores(similarities, options.MeaningWeight * question.Certainty * question.Certainty);
    }

    /// <summary>The nearest documents that reach what is required.</summary>
    /// <param name="isFound">Those found already.</param>
    public List<int> Nearest(Func<int, bool> isFound, SearchOptions options)
    {
        var nearest = new List<Candidate>();
        for (var document = 0; document < _similarities.Length; document++)
        {
            if (ScoreOf(document) is var score && score >= options.RequiredMeaning && !isFound(document))
            {
                nearest.Add(new Candidate(document, score, "", 0));
            }
        }

        return ResultOrder.First(nearest, options.MostByMeaning).ConvertAll(candidate => candidate.Document);
    }
}
