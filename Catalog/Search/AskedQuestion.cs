using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Catalog.Search;

/// <summary>A question taken apart.</summary>
/// <param name="Concepts">What to look for.</param>
/// <param name="Phrases">Quoted: folded words between spaces, which a result has in this order.</param>
/// <param name="Excluded">Stems that no result has.</param>
/// <param name="ExcludedPhrases">Quoted after a minus: no result has them.</param>
/// <param name="Meaning">The question without its operators, for comparing meanings.</param>
internal sealed record AskedQuestion(
    IReadOnlyList<Concept> Concepts, IReadOnlyList<string> Phrases, IReadOnlyList<string> Excluded, IReadOnlyList<string> ExcludedPhrases, string Meaning)
{
    /// <summary>As it was asked.</summary>
    public string Typed { get; init; } = "";

    /// <summary>As it was asked, with the words of its phrases in no order; null when it has no phrase.</summary>
    public string? Unquoted { get; init; }

    /// <summary>Told as one tells a need to somebody.</summary>
    public bool IsNeed { get; init; }

    /// <summary>The notions that describe a need, by their marks, with their weights.</summary>
    public IReadOnlyList<(string Mark, float Weight)> Profile { get; init; } = [];

    /// <summary>Categories of which it tells in the taxonomy's words.</summary>
    public IReadOnlyList<CategoryTold> Categories { get; init; } = [];

    /// <summary>With known words in the place of unknown ones; null when nothing was corrected.</summary>
    public string? Corrected { get; init; }

    /// <summary>Nothing was asked for: every initiative is a result.</summary>
    public bool IsEmpty => Concepts.Count == 0 && Phrases.Count == 0 && Excluded.Count == 0 && ExcludedPhrases.Count == 0;

    /// <summary>Of all that is looked for.</summary>
    public IReadOnlySet<string> ConceptStems => Concepts.SelectMany(concept => concept.Alternatives).Select(alternative => alternative.Stem).ToHashSet(StringComparer.Ordinal);

    public IEnumerable<string> Stems => Concepts.SelectMany(concept => concept.Alternatives).Select(alternative => alternative.Stem).Concat(Excluded)
        .Concat(Profile.Select(near => near.Mark)).Concat(Phrases.Concat(ExcludedPhrases).SelectMany(FrenchAnalyzer.StemsOf)).Distinct();
}
