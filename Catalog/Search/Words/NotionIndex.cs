namespace SocialConnect.Catalog.Search.Words;

/// <summary>Reads a question for notions: every expression and term whose words are there, whole or in good part, speaks for its own.</summary>
internal sealed class NotionIndex
{
    // The part of a phrase's weight that a question must have for the phrase to speak.
    private const double LeastShare = 0.5;

    // Words that weigh so much together tell a notion for sure, in weights of a word that one notion alone is told with; a single common word hardly does.
    private const double SureWords = 1.35;

    // Words of one phrase that stand further apart than this are probably said of different things.
    private const int NearWords = 10;
    private const double FarFactor = 0.7;

    private const double LeastStrength = 0.1;

    // What is much weaker than the best is a coincidence of words.
    private const double LeastOfBest = 0.3;

    private const int MostNotions = 8;

    private readonly IReadOnlyList<Notion> _notions;
    private readonly List<Phrase> _phrases = [];
    private readonly Dictionary<string, List<int>> _byStem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _weights;
    private readonly double _sureWeight;

    public NotionIndex(IReadOnlyList<Notion> notions)
    {
        _notions = notions;
        var uses = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (var number = 0; number < notions.Count; number++)
        {
            foreach (var text in notions[number].Expressions.Concat(notions[number].Terms).Prepend(notions[number].Concept))
            {
                var stems = FrenchAnalyzer.StemsOf(text).Distinct().ToArray();
                if (stems.Length == 0)
                {
                    continue;
                }

                foreach (var stem in stems)
                {
                    if (!_byStem.TryGetValue(stem, out var phrases))
                    {
                        _byStem[stem] = phrases = [];
                        uses[stem] = [];
                    }

                    phrases.Add(_phrases.Count);
                    uses[stem].Add(number);
                }

                _phrases.Add(new Phrase(number, stems));
            }
        }

        double Weight(int count) => Math.Log(1 + ((notions.Count - count + 0.5) / (count + 0.5)));
        _weights = uses.ToDictionary(stem => stem.Key, stem => Weight(stem.Value.Count), StringComparer.Ordinal);
        _sureWeight = SureWords * Weight(1);
    }

    public IReadOnlyList<NotionFound> Read(List<Token> question)
    {
        var positions = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var token in question.Where(token => !token.IsStopWord))
        {
            if (!positions.TryGetValue(token.Stem, out var at))
            {
                positions[token.Stem] = at = [];
            }

            at.Add(token.Position);
        }

        var matches = new List<Match>();
        foreach (var index in positions.Keys.SelectMany(stem => _byStem.GetValueOrDefault(stem) ?? []).Distinct())
        {
            var phrase = _phrases[index];
            var common = phrase.Stems.Where(positions.ContainsKey).ToList();
            var weight = common.Sum(stem => _weights[stem]);
            var share = weight / phrase.Stems.Sum(stem => _weights[stem]);
            if (share < LeastShare || (common.Count == 1 && phrase.Stems.Length > 2))
            {
                continue;
            }

            var nearness = SpanOf(common, positions) <= NearWords + (2 * common.Count) ? 1 : FarFactor;
            matches.Add(new Match(phrase.Notion, nearness * share * share * Math.Min(1, weight / _sureWeight), common));
        }

        var found = new List<NotionFound>();
        foreach (var group in matches.GroupBy(match => match.Notion))
        {
            // Each match counts for the words that no better one has explained.
            var left = 1.0;
            var stems = new HashSet<string>(StringComparer.Ordinal);
            foreach (var match in group.OrderByDescending(match => match.Strength))
            {
                var fresh = match.Stems.Count(stem => !stems.Contains(stem));
                if (fresh == 0)
                {
                    continue;
                }

                left *= 1 - (match.Strength * fresh / match.Stems.Count);
                stems.UnionWith(match.Stems);
            }

            found.Add(new NotionFound(_notions[group.Key], (1 - left) * _notions[group.Key].Weight, stems));
        }

        var best = found.Select(notion => notion.Strength).DefaultIfEmpty().Max();
        return [.. found.Where(notion => notion.Strength >= Math.Max(LeastStrength, LeastOfBest * best))
            .OrderByDescending(notion => notion.Strength).ThenBy(notion => notion.Notion.Id, StringComparer.Ordinal).Take(MostNotions)];
    }

    // The distance between the first and the last of them, each where it is nearest to the rarest one.
    private static int SpanOf(List<string> stems, Dictionary<string, List<int>> positions)
    {
        if (stems.Count < 2)
        {
            return 0;
        }

        return positions[stems[0]].Min(anchor =>
        {
            var nearest = stems.ConvertAll(stem => positions[stem].MinBy(at => Math.Abs(at - anchor)));
            return nearest.Max() - nearest.Min();
        });
    }

    private sealed record Phrase(int Notion, string[] Stems);

    private sealed record Match(int Notion, double Strength, List<string> Stems);
}
