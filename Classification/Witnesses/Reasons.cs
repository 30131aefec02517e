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
        var places = Places(text);
        var (ofWords, ofTags) = Learned(category, features, places);
        foreach (var tag in text.Tags.Where(tag => tag.Categories.Contains(key)))
        {
            ofTags[tag.Tag] = ofTags.GetValueOrDefault(tag.Tag) + fusion.Values[Testimony.MappedTag];
        }

        var labels = Labels(category, features, places, ofTags);
        return [.. ofTags.Where(tag => tag.Value >= Least).Select(tag => new Reason("tag", tag.Key, tag.Value))
            .Concat(labels)
            .Concat(ofWords)
            .Concat(Near(category, neighbours))
            .DistinctBy(reason => (reason.Witness == "tag" || reason.Witness == "neighbour" ? reason.Witness : "", reason.Text.ToLowerInvariant()))
            .OrderByDescending(reason => reason.Weight)];
    }

    // A phrase of a tag speaks for the tag, whatever the text says.
    private List<Reason> Labels(int category, TextFeatures features, List<Place> places, Dictionary<string, float> ofTags)
    {
        var matches = descriptions.PhrasesIn(features)
            .Where(match => match.Categories.Any(named => named.Category == category))
            .OrderByDescending(match => match.Weight)
            .ToList();
        var all = matches.Sum(match => match.Weight);
        var score = fusion.Values[Testimony.Phrases] * MathF.Sqrt(all / MathF.Sqrt(features.Stems.Length + 20));
        var found = new List<Reason>();
        foreach (var match in matches)
        {
            var (first, last) = (places[match.Start], places[match.Start + match.Length - 1]);
            var weight = score * match.Weight / all;
            if (first.Tag is { } tag)
            {
                ofTags[tag] = ofTags.GetValueOrDefault(tag) + weight;
            }
            else if (found.Count < MostLabels && ReferenceEquals(first.Part, last.Part))
            {
                found.Add(new Reason("label", first.Part[first.Word.Start..(last.Word.Start + last.Word.Length)], weight));
            }
        }

        return found;
    }

    // A word speaks by its stem, by the pair it forms with the word before it, and by its letter runs.
    private (IEnumerable<Reason> OfWords, Dictionary<string, float> OfTags) Learned(int category, TextFeatures features, List<Place> places)
    {
        var (ofWords, ofTags) = (new Dictionary<string, float>(StringComparer.Ordinal), new Dictionary<string, float>(StringComparer.Ordinal));
        if (learned is null)
        {
            return ([], ofTags);
        }

        var vector = learned.Weights.Weigh(features);
        var wordValues = vector.WordIds.Zip(vector.Words).ToDictionary(entry => entry.First, entry => entry.Second);
        var gramValues = vector.GramIds.Zip(vector.Grams).ToDictionary(entry => entry.First, entry => entry.Second);
        var counts = features.Grams.Ids.Zip(features.Grams.Counts).ToDictionary(entry => entry.First, entry => entry.Second);
        var wordCounts = features.Words.Ids.Zip(features.Words.Counts).ToDictionary(entry => entry.First, entry => entry.Second);
        var belief = fusion.BeliefInMargin(category) * learned.Commonness.Trust[category];
        var before = (Part: "", Stem: -1);
        foreach (var place in places.Where(place => place.Part.Length > 0))
        {
            var (stem, pair, grams) = vocabulary.Of(place.Word.Word, ReferenceEquals(before.Part, place.Part) ? before.Stem : -1);
            before = (place.Part, stem);
            var weight = 0f;
            foreach (var id in (int[])[stem, pair])
            {
                weight += id >= 0 && wordValues.TryGetValue(id, out var value) ? value * learned.Linear.OfWord(id, category) / wordCounts[id] : 0;
            }

            weight += grams.Sum(gram => gramValues[gram] * learned.Linear.OfGram(gram, category) / counts[gram]);
            var (said, name) = place.Tag is { } tag ? (ofTags, tag) : (ofWords, place.Part.Substring(place.Word.Start, place.Word.Length).ToLowerInvariant());
            said[name] = said.GetValueOrDefault(name) + (belief * weight * (place.Tag is null ? 1 : Vocabulary.TimesOfTag));
        }

        return (ofWords
            .Select(word => new Reason("word", word.Key, word.Value))
            .Where(reason => reason.Weight >= Least)
            .OrderByDescending(reason => reason.Weight)
            .Take(MostWords), ofTags);
    }

    private IEnumerable<Reason> Near(int category, IReadOnlyList<Neighbour> neighbours) =>
        neighbours.Where(neighbour => neighbour.Filing.Has(category) && neighbour.Similarity > 0)
            .OrderByDescending(neighbour => neighbour.Similarity)
            .Take(MostNeighbours)
            .Select(neighbour => new Reason("neighbour", neighbour.Id, Math.Max(Least, fusion.Values[Testimony.Neighbours]) * neighbour.Similarity));

    // One for each of the features' stems: title, body and tags are read one after the other, as the vocabulary reads them, with a gap before each tag.
    private static List<Place> Places(ClassifiableText text) =>
        [.. PlacesOf(text.Title, null), .. PlacesOf(text.Body, null), .. text.Tags.SelectMany(tag => PlacesOf(tag.Tag, tag.Tag).Prepend(new Place("", default, tag.Tag)))];

    private static IEnumerable<Place> PlacesOf(string part, string? tag)
    {
        var composed = FrenchWords.Composed(part);
        return FrenchWords.In(composed).Where(found => !found.Word.IsStop).Select(found => new Place(composed, found, tag));
    }

    // Part is empty for the gap before a tag.
    private readonly record struct Place(string Part, FoundWord Word, string? Tag);
}
