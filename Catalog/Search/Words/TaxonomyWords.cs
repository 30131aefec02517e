using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Catalog.Search.Words;

/// <summary>What curators have written in the taxonomy: a question that holds a synonym or an everyday expression of a category tells of it. An edit counts from the next reading of the scheme on.</summary>
public sealed class TaxonomyWords(TaxonomyStore taxonomy)
{
    // More than these is a question about everything.
    private const int MostCategories = 4;

    // A single word is often said of other things too.
    private const double SingleWord = 0.7;

    private volatile Known _known = new(null, new Dictionary<string, List<Phrase>>());

    /// <summary>The categories told by phrases that the question holds whole, longest phrase first.</summary>
    /// <param name="stems">Of the question.</param>
    /// <param name="isNeed">Who tells a need at length uses many words in passing: one alone tells nothing then, and « une friperie » is wanted, not whatever is filed beside it.</param>
    internal async ValueTask<IReadOnlyList<CategoryTold>> ReadAsync(IReadOnlySet<string> stems, bool isNeed, CancellationToken cancellationToken)
    {
        if (stems.Count == 0 || await taxonomy.FindActiveAsync(cancellationToken) is not { } scheme)
        {
            return [];
        }

        var known = _known;
        if (known.Scheme != scheme)
        {
            _known = known = new Known(scheme, ByFirstStem(scheme));
        }

        return
        [
            .. stems.SelectMany(stem => known.ByFirstStem.GetValueOrDefault(stem) ?? [])
                .Where(phrase => phrase.Stems.Count > (isNeed ? 1 : 0) && phrase.Stems.IsSubsetOf(stems))
                .OrderByDescending(phrase => phrase.Stems.Count)
                .ThenBy(phrase => phrase.Facet.Parameter, StringComparer.Ordinal)
                .ThenBy(phrase => phrase.Path, StringComparer.Ordinal)
                .DistinctBy(phrase => (phrase.Facet, phrase.Path))
                .Take(MostCategories)
                .Select(phrase => new CategoryTold(phrase.Facet, phrase.Path, phrase.Stems.Count > 1 ? 1 : SingleWord, phrase.Stems)),
        ];
    }

    private static Dictionary<string, List<Phrase>> ByFirstStem(Scheme scheme)
    {
        var phrases = new Dictionary<string, List<Phrase>>(StringComparer.Ordinal);
        foreach (var category in scheme.Categories.Where(category => !category.IsDeprecated))
        {
            if (SearchFacet.FindInTaxonomy(category.Facet) is not { } facet)
            {
                continue;
            }

            foreach (var stems in category.SynonymsIn("fr").Concat(category.ExpressionsIn("fr")).SelectMany(SpellingsOf))
            {
                (phrases.TryGetValue(stems[0], out var others) ? others : phrases[stems[0]] = []).Add(new Phrase(facet, category.Path, stems.ToHashSet(StringComparer.Ordinal)));
            }
        }

        return phrases;
    }

    // « micro-crèche » is « microcrèche » too.
    private static IEnumerable<List<string>> SpellingsOf(string text)
    {
        var tokens = FrenchAnalyzer.Analyze(text).Where(token => !token.IsStopWord).ToList();
        var words = tokens.Where(token => !token.IsJoined).Select(token => token.Stem).ToList();
        if (words.Count > 0)
        {
            yield return words;
        }

        if (words.Count == 2 && tokens.Where(token => token.IsJoined).ToList() is [var joined])
        {
            yield return [joined.Stem];
        }
    }

    private sealed record Known(Scheme? Scheme, Dictionary<string, List<Phrase>> ByFirstStem);

    private sealed record Phrase(SearchFacet Facet, string Path, HashSet<string> Stems);
}
