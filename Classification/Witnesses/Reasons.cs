using SocialConnect.Classification.Features;
using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Text;

namespace SocialConnect.Classification.Witnesses;

/// <summary>Takes what the witnesses say of one text apart into words, tags and neighbours that a person can check.</summary>
internal sealed class Reasons(Vocabulary vocabulary, Descriptions descriptions, LearnedFromTexts? learned, FusionWeights fusion)
{
    private const int MostWords = 4;
    private const int MostLabels = 3;
    private const int MostNeighbours = 2;
    private const float Least = 0.05f;

    /// <returns>The strongest reasons for the category first.</returns>
    public IReadOnlyList<Reason> For(int category, string key, ClassifiableText text, TextFeatures features, IReadOnlyList<Neighbour> neighbours)
    {
        // Title and body are read one after the other, as the vocabulary reads them.
        var words = Words(text.Title).Concat(Words(text.Body)).ToList();
        return [.. Tags(category, key, text)
            .Concat(Labels(category, text, features, words))
            .Concat(LearnedWords(category, features, words))
            .Concat(Near(category, neighbours))
            .DistinctBy(reason => (reason.Witness == "tag" || reason.Witness == "neighbour" ? reason.Witness : "", reason.Text.ToLowerInvariant()))
            .OrderByDescending(reason => reason.Weight)];
    }

    private IEnumerable<Reason> Tags(int category, string key, ClassifiableText text)
    {
        foreach (var tag in text.Tags)
        {
            if (tag.Categories.Contains(key))
            {
                yield return new Reason("tag", tag.Tag, fusion.Values[Testimony.MappedTag]);
            }
            else if (descriptions.PhrasesIn(vocabulary.Read(new ClassifiableText("", tag.Tag))).Any(match => match.Categories.Any(named => named.Category == category)))
            {
                yield return new Reason("tag", tag.Tag, fusion.Values[Testimony.TagPhrases]);
            }
        }
    }

    private IEnumerable<Reason> Labels(int category, ClassifiableText text, TextFeatures features, List<(string Source, FoundWord Found)> words)
    {
        var matches = descriptions.PhrasesIn(features)
            .Where(match => match.Categories.Any(named => named.Category == category))
            .OrderByDescending(match => match.Weight)
            .ToList();
        var all = matches.Sum(match => match.Weight);
        foreach (var match in matches.Take(MostLabels))
        {
            var (first, last) = (words[match.Start], words[match.Start + match.Length - 1]);
            if (ReferenceEquals(first.Source, last.Source))
            {
                var phrase = first.Source[first.Found.Start..(last.Found.Start + last.Found.Length)];
                var score = MathF.Sqrt(all / MathF.Sqrt(features.Stems.Length + 20));
                yield return new Reason("label", phrase, fusion.Values[Testimony.Phrases] * score * match.Weight / all);
            }
        }
    }

    // A word speaks by its stem, by the pair it forms with the word before it, and by its letter runs.
    private IEnumerable<Reason> LearnedWords(int category, TextFeatures features, List<(string Source, FoundWord Found)> words)
    {
        if (learned is null)
        {
            return [];
        }

        var vector = learned.Weights.Weigh(features);
        var ofWord = vector.WordIds.Zip(vector.Words).ToDictionary(entry => entry.First, entry => entry.Second);
        var ofGram = vector.GramIds.Zip(vector.Grams).ToDictionary(entry => entry.First, entry => entry.Second);
        var counts = features.Grams.Ids.Zip(features.Grams.Counts).ToDictionary(entry => entry.First, entry => entry.Second);
        var wordCounts = features.Words.Ids.Zip(features.Words.Counts).ToDictionary(entry => entry.First, entry => entry.Second);
        var said = new Dictionary<string, float>(StringComparer.Ordinal);
        var before = -1;
        foreach (var (source, found) in words)
        {
            var (stem, pair, grams) = vocabulary.Of(found.Word, before);
            before = stem;
            var weight = 0f;
            foreach (var id in (int[])[stem, pair])
            {
                weight += id >= 0 && ofWord.TryGetValue(id, out var value) ? value * learned.Linear.OfWord(id, category) / wordCounts[id] : 0;
            }

            weight += grams.Sum(gram => ofGram[gram] * learned.Linear.OfGram(gram, category) / counts[gram]);
            var written = source.Substring(found.Start, found.Length).ToLowerInvariant();
            said[written] = said.GetValueOrDefault(written) + weight;
        }

        var belief = fusion.BeliefInMargin(category) * learned.Commonness.Trust[category];
        return said
            .Select(word => new Reason("word", word.Key, belief * word.Value))
            .Where(reason => reason.Weight >= Least)
            .OrderByDescending(reason => reason.Weight)
            .Take(MostWords);
    }

    private IEnumerable<Reason> Near(int category, IReadOnlyList<Neighbour> neighbours) =>
        neighbours.Where(neighbour => neighbour.Filing.Has(category) && neighbour.Similarity > 0)
            .OrderByDescending(neighbour => neighbour.Similarity)
            .Take(MostNeighbours)
            .Select(neighbour => new Reason("neighbour", neighbour.Id, Math.Max(Least, fusion.Values[Testimony.Neighbours]) * neighbour.Similarity));

    private static IEnumerable<(string Source, FoundWord Found)> Words(string text)
    {
        var composed = FrenchWords.Composed(text);
        return FrenchWords.In(composed).Where(found => !found.Word.IsStop).Select(found => (composed, found));
    }
}
