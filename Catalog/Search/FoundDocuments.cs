namespace SocialConnect.Catalog.Search;

/// <summary>The documents that answer a question, before any filter.</summary>
/// <param name="Documents">All of them, in no order.</param>
/// <param name="Words">Null when nothing was asked.</param>
/// <param name="StemWeights">What to mark, by stem.</param>
internal sealed record FoundDocuments(IReadOnlyList<int> Documents, AskedQuestion Question, WordScores? Words, IReadOnlyDictionary<string, double> StemWeights)
{
    public double ScoreOf(int document) => Words?.ScoreOf(document) ?? 0;

    public HitReason ReasonOf(int document)
    {
        if (Words is null)
        {
            return HitReason.Browsing;
        }

        return new HitReason(Typed(Words.ConceptsOf(document)), Typed(Words.RelatedOf(document)), Words.CoverageOf(document), null);
    }

    private List<string> Typed(uint concepts) => [.. Question.Concepts.Where((_, index) => (concepts & 1u << index) != 0).Select(concept => concept.Typed)];
}
