using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>A category that a question is about.</summary>
/// <param name="Strength">Of the best match: 1 and more is sure, 0.5 a guess.</param>
public sealed record CategoryFound(Category Category, double Strength);

/// <summary>
/// Which themes, audiences and other categories a question is about, by the scheme's own labels, synonyms and everyday expressions.
/// A label or synonym counts when all its words are there; an expression when most of its weight is.
/// </summary>
internal sealed class CategoryReader
{
    private const double ExpressionShare = 0.55;

    private readonly List<Phrase> _phrases = [];
    private readonly Dictionary<string, List<int>> _byStem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _weights;
    private readonly Scheme _scheme;

    public CategoryReader(Scheme scheme)
    {
        _scheme = scheme;
        foreach (var category in scheme.Categories.Where(category => !category.IsDeprecated))
        {
            Add(category, category.Label, isExpression: false);
            foreach (var synonym in category.SynonymsIn("fr"))
            {
                Add(category, synonym, isExpression: false);
            }

            foreach (var expression in category.ExpressionsIn("fr"))
            {
                Add(category, expression, isExpression: true);
            }
        }

        _weights = _byStem.ToDictionary(stem => stem.Key, stem => Math.Log(1 + ((double)_phrases.Count / stem.Value.Count)), StringComparer.Ordinal);
    }

    public (long Id, int Edition) Of => (_scheme.Id, _scheme.Edition);

    /// <summary>Categories of all facets, strongest first; a theme is left out beside one of its own sub-themes.</summary>
    public IReadOnlyList<CategoryFound> Read(string text)
    {
        var stems = FrenchAnalyzer.StemsOf(text).ToHashSet(StringComparer.Ordinal);
        var strengths = new Dictionary<Category, double>();
        foreach (var index in stems.SelectMany(stem => _byStem.GetValueOrDefault(stem) ?? []).Distinct())
        {
            var phrase = _phrases[index];
            var strength = Strength(phrase, stems);
            if (strength > 0)
            {
                // Several phrases that agree are worth more than the best alone.
                var before = strengths.GetValueOrDefault(phrase.Category);
                strengths[phrase.Category] = Math.Max(before, strength) + (0.15 * Math.Min(before, strength));
            }
        }

        var found = strengths.Select(pair => new CategoryFound(pair.Key, pair.Value)).OrderByDescending(category => category.Strength).ToList();
        return [.. found.Where(category => !found.Any(other => other.Category.ParentId == category.Category.Id && other.Strength >= category.Strength * 0.8))];
    }

    private double Strength(Phrase phrase, HashSet<string> stems)
    {
        var all = phrase.Stems.Sum(stem => _weights[stem]);
        var common = phrase.Stems.Where(stems.Contains).ToList();
        var share = common.Sum(stem => _weights[stem]) / all;
        if (phrase.IsExpression)
        {
            return common.Count >= 2 && share >= ExpressionShare ? share * 0.9 : 0;
        }

        // One common word is weaker evidence than a rare one or several together.
        return share < 1 - 1e-9 ? 0 : Math.Min(1.3, 0.45 + (all / 12));
    }

    private void Add(Category category, string text, bool isExpression)
    {
        var stems = FrenchAnalyzer.StemsOf(text).Distinct().ToArray();
        if (stems.Length == 0)
        {
            return;
        }

        foreach (var stem in stems)
        {
            if (!_byStem.TryGetValue(stem, out var phrases))
            {
                _byStem[stem] = phrases = [];
            }

            phrases.Add(_phrases.Count);
        }

        _phrases.Add(new Phrase(category, stems, isExpression));
    }

    private sealed record Phrase(Category Category, string[] Stems, bool IsExpression);
}
