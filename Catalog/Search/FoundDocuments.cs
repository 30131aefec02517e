namespace SocialConnect.Catalog.Search;

/// <summary>The documents that answer a question, before any filter.</summary>
/// <param name="Documents">All of them, in no order.</param>
/// <param name="Words">Null when no word was asked for.</param>
/// <param name="Meaning">Null when meanings were not compared.</param>
/// <param name="Profile">Null when no need was told.</param>
/// <param name="WordScale">Brings the best match of words to its weight in the whole.</param>
/// <param name="StemWeights">What to mark, by stem.</param>
internal sealed record FoundDocuments(IReadOnlyList<int> Documents, AskedQuestion Question, WordScores? Words, MeaningScores? Meaning, ProfileScores? Profile, double WordScale, IReadOnlyDictionary<string, double> StemWeights)
{
    /// <summary>Score-linear: words, meaning and what notions describe add up. The best match of words is 1; where a need was told, a match of all its words is <see cref="SearchOptions.NeedWordWeight"/>.</summary>
    public double ScoreOf(int document) => (Words?.ScoreOf(document) ?? 0) * WordScale + (Meaning?.ScoreOf(document) ?? 0) + (Profile?.ScoreOf(document) ?? 0);

    public HitReason ReasonOf(int document)
    {
        if (Words is null)
        {
            return HitReason.Browsing;
        }

        var (typed, related) = (Words.ConceptsOf(document), Words.RelatedOf(document));
        return new HitReason(Typed(typed), Typed(related), Telling(typed | related), Telling(uint.MaxValue), Telling(Unknown), Words.CoverageOf(document), Words.ScoreOf(document), Meaning?.SimilarityOf(document), Profile?.LikenessOf(document));
    }

    private List<string> Typed(uint concepts) => [.. Question.Concepts.Where((_, index) => (concepts & 1u << index) != 0).Select(concept => concept.Typed)];

    /// <summary>A bit per concept that no initiative has, by any of its words or notions.</summary>
    public uint Unknown { get; init; }

    private int Telling(uint concepts) =>
        Question.Concepts.Where((concept, index) => concept is { IsRequired: true, Importance: > FaintWords.General } && (concepts & 1u << index) != 0).Count();

    /// <summary>Nothing has a word as it was typed: what was found, was found by corrected spellings.</summary>
    public bool IsCorrectedOnly => Question.Corrected is not null && Words is not null && Documents.All(document => Words.ConceptsOf(document) == 0);
}
