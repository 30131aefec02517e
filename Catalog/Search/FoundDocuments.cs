namespace SocialConnect.Catalog.Search;

/// <summary>The documents that answer a question, before any filter.</summary>
/// <param name="Documents">All of them, in no order.</param>
/// <param name="Words">Null when no word was asked for.</param>
/// <param name="Meaning">Null when meanings were not compared.</param>
/// <param name="WordScale">Brings the best match of words to its weight in the whole.</param>
/// <param name="StemWeights">What to mark, by stem.</param>
internal sealed record FoundDocuments(IReadOnlyList<int> Documents, AskedQuestion Question, WordScores? Words, MeaningScores? Meaning, double WordScale, IReadOnlyDictionary<string, double> StemWeights)
{
    /// <summary>Score-linear: words and meaning add up, on the scale on which the best match of words is 1.</summary>
    public double ScoreOf(int document) => (Words?.ScoreOf(document) ?? 0) * WordScale + (Meaning?.ScoreOf(document) ?? 0);

    public HitReason ReasonOf(int document)
    {
        if (Words is null)
        {
            return HitReason.Browsing;
        }

        return new HitReason(Typed(Words.ConceptsOf(document)), Typed(Words.RelatedOf(document)), Words.CoverageOf(document), Words.ScoreOf(document), Meaning?.SimilarityOf(document));
    }

    private List<string> Typed(uint concepts) => [.. Question.Concepts.Where((_, index) => (concepts & 1u << index) != 0).Select(concept => concept.Typed)];

    /// <summary>Nothing has a word as it was typed: what was found, was found by corrected spellings.</summary>
    public bool IsCorrectedOnly => Question.Corrected is not null && Words is not null && Documents.All(document => Words.ConceptsOf(document) == 0);
}
