using SocialConnect.Classification.Features;

namespace SocialConnect.Classification.Witnesses;

/// <summary>The witnesses that testify for a text: its tags, the categories' descriptions, the nearest confirmed texts and the linear learners.</summary>
public sealed class Panel
{
    private const int NeighboursAsked = 15;
    private const int NearestCounted = 3;
    // With that many texts a category's learner is trusted half.
    private const float HalfTrust = 3;
    // How many texts of its own a source needs before it is believed as much as all others together.
    private const float HalfOfSource = 10;
    private const float NeighbourSmoothing = 0.02f;

    private readonly CategoryDescription[] _categories;
    private readonly Dictionary<string, int> _index;
    private readonly Vocabulary _vocabulary;
    private readonly Descriptions _descriptions;
    private readonly LearnedFromTexts? _learned;
    private readonly float[] _share;
    private readonly float[] _trust;
    private readonly Dictionary<string, float[]> _here;

    public Panel(IReadOnlyList<CategoryDescription> categories, Vocabulary vocabulary, Descriptions descriptions, LearnedFromTexts? learned)
    {
        _categories = [.. categories];
        _index = _categories.Select((category, at) => (category.Key, at)).ToDictionary(entry => entry.Key, entry => entry.at, StringComparer.Ordinal);
        (_vocabulary, _descriptions, _learned) = (vocabulary, descriptions, learned);
        var count = learned?.Filed.Count ?? 0;
        var positives = new float[_categories.Length];
        foreach (var category in (learned?.Filed ?? []).SelectMany(own => own))
        {
            positives[category]++;
        }

        // Before any text: one or two categories each, all alike.
        var expected = Math.Min(0.5f, 1.5f / _categories.Length);
        _share = Array.ConvertAll(positives, positive => (positive + (1.5f * expected)) / (count + 1.5f));
        _trust = Array.ConvertAll(positives, positive => positive == count ? 0 : positive / (positive + HalfTrust));
        _here = CommonHere();
    }

    /// <summary>Rows of <see cref="Testimony.Count"/> numbers, one per category.</summary>
    public float[] Hear(ClassifiableText text, TextFeatures features)
    {
        var categories = _categories.Length;
        var rows = new float[categories * Testimony.Count];
        var phrases = _descriptions.PhraseScores(features);
        var described = _descriptions.Cosines(features);
        var (linear, votes, nearness) = HearLearned(features);
        var best = Best(linear);
        var allPhrases = phrases.Sum();
        var (mean, deviation, most) = Spread(described);
        var here = text.Source is { } source ? _here.GetValueOrDefault(source) : null;
        var (mapped, tagged) = HearTags(text.Tags);
        for (var category = 0; category < categories; category++)
        {
            var row = rows.AsSpan(category * Testimony.Count, Testimony.Count);
            var commonness = Odds(_share[category]);
            row[Testimony.Linear] = linear is null ? 0 : _trust[category] * linear[category];
            row[Testimony.LinearLag] = linear is null ? 0 : _trust[category] * (linear[category] - best);
            row[Testimony.LinearTrust] = _trust[category];
            row[Testimony.Neighbours] = votes is null ? 0 : MathF.Log((votes[category] + NeighbourSmoothing) / (_share[category] + NeighbourSmoothing));
            row[Testimony.Phrases] = MathF.Sqrt(phrases[category]);
            row[Testimony.PhraseShare] = phrases[category] / (allPhrases + 0.3f);
            row[Testimony.Description] = 3 * MathF.Sqrt(described[category]);
            row[Testimony.DescriptionLead] = (described[category] - mean) / (deviation + 0.01f);
            row[Testimony.DescriptionLag] = 5 * (described[category] - most);
            row[Testimony.Commonness] = commonness;
            row[Testimony.CommonnessHere] = here is null ? 0 : Odds(here[category]) - commonness;
            row[Testimony.Nearness] = 5 * nearness;
            row[Testimony.NearLinear] = 5 * nearness * row[Testimony.Linear];
            row[Testimony.NearNeighbours] = 5 * nearness * row[Testimony.Neighbours];
            row[Testimony.NearDescription] = 5 * nearness * row[Testimony.DescriptionLead];
            row[Testimony.NearPhrases] = 5 * nearness * row[Testimony.Phrases];
            row[Testimony.MappedTag] = mapped[category];
            row[Testimony.TagPhrases] = tagged[category];
            row[Testimony.Always] = 1;
        }

        return rows;
    }

    private (float[]? Linear, float[]? Votes, float Nearness) HearLearned(TextFeatures features)
    {
        if (_learned is null)
        {
            return (null, null, 0);
        }

        var vector = _learned.Weights.Weigh(features);
        var nearest = _learned.Neighbours.Nearest(vector, NeighboursAsked);
        var (votes, total) = (new float[_categories.Length], NeighbourSmoothing);
        foreach (var (text, similarity) in nearest)
        {
            total += similarity * similarity;
            foreach (var category in _learned.Filed[text])
            {
                votes[category] += similarity * similarity;
            }
        }

        for (var category = 0; category < votes.Length; category++)
        {
            votes[category] = (votes[category] + (NeighbourSmoothing * _share[category])) / total;
        }

        return (_learned.Linear.Score(vector), votes, nearest.Take(NearestCounted).Sum(near => near.Similarity) / NearestCounted);
    }

    private (float[] Mapped, float[] Tagged) HearTags(IReadOnlyList<TextTag> tags)
    {
        var (mapped, tagged) = (new float[_categories.Length], new float[_categories.Length]);
        foreach (var tag in tags)
        {
            foreach (var key in tag.Categories)
            {
                if (_index.TryGetValue(key, out var category))
                {
                    mapped[category] = 1;
                }
            }

            foreach (var match in _descriptions.PhrasesIn(_vocabulary.Read(new ClassifiableText("", tag.Tag))))
            {
                foreach (var (category, weight) in match.Categories)
                {
                    tagged[category] = Math.Max(tagged[category], weight / MathF.Sqrt(match.Categories.Count));
                }
            }
        }

        return (mapped, tagged);
    }

    private Dictionary<string, float[]> CommonHere()
    {
        var here = new Dictionary<string, (float[] Positives, int Count)>();
        for (var text = 0; text < (_learned?.Filed.Count ?? 0); text++)
        {
            if (_learned!.Sources[text] is not { } source)
            {
                continue;
            }

            var (positives, count) = here.TryGetValue(source, out var known) ? known : (new float[_categories.Length], 0);
            foreach (var category in _learned.Filed[text])
            {
                positives[category]++;
            }

            here[source] = (positives, count + 1);
        }

        return here.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Positives.Select((positive, category) => (positive + (HalfOfSource * _share[category])) / (entry.Value.Count + HalfOfSource)).ToArray());
    }

    private float Best(float[]? linear)
    {
        var best = float.NegativeInfinity;
        for (var category = 0; category < (linear?.Length ?? 0); category++)
        {
            if (_trust[category] > 0)
            {
                best = Math.Max(best, linear![category]);
            }
        }

        return best;
    }

    private static float Odds(float share) => MathF.Log(share / (1 - share));

    private static (float Mean, float Deviation, float Most) Spread(float[] values)
    {
        var mean = values.Average();
        return (mean, MathF.Sqrt(values.Average(value => (value - mean) * (value - mean))), values.Max());
    }
}
