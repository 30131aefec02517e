namespace SocialConnect.Catalog.Search;

/// <summary>Why an initiative answers the question.</summary>
/// <param name="Words">Words of the question that it has, as they were typed.</param>
/// <param name="RelatedWords">Notions that the question tells of in everyday words, and that it has.</param>
/// <param name="Telling">How many of the question's words that say what is sought it has, itself or by a related word.</param>
/// <param name="Asked">How many such words the question has.</param>
/// <param name="Unknown">How many of them no initiative has, by any of their words or notions.</param>
/// <param name="Coverage">The part of the question's weight found in it, from 0 to 1.</param>
/// <param name="WordScore">BM25 of the question's words in it: comparable between questions.</param>
/// <param name="Similarity">Of meanings, from -1 to 1; null when not compared.</param>
/// <param name="Likeness">Of the notions that describe a need and it, from 0 to 1; null when no need was told.</param>
public sealed record HitReason(IReadOnlyList<string> Words, IReadOnlyList<string> RelatedWords, int Telling, int Asked, int Unknown, double Coverage, double WordScore, double? Similarity, double? Likeness)
{
    public static HitReason Browsing { get; } = new([], [], 0, 0, 0, 0, 0, null, null);

    /// <summary>No word in common: found by its meaning alone.</summary>
    public bool IsByMeaning => Words.Count == 0 && RelatedWords.Count == 0 && Similarity is not null;
}
