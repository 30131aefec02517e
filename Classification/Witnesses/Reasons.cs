using SocialConnect.Classification.Features;
using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Text;

namespace SocialConnect.Classification.Witnesses;

/// <summary>Takes what the witnesses say of one text apart into words, tags and neighbours that a person can check.</summary>
internal sealed class Reasons
{
    private const int MostWords = 4;
    private const int MostLabels = 3;
    private const int MostNeighbours = 2;
    private const float Least = 0.05f;

    private readonly LearnedFromTexts? _learned;
    private readonly FusionWeights _fusion;
    private readonly ClassifiableText _text;
    private readonly int _length;
    private readonly List<Place> _places;
    private readonly IReadOnlyList<PhraseMatch> _phrases;
    private readonly List<Spoken> _spoken;

    public Reasons(Vocabulary vocabulary, Descriptions descriptions, LearnedFromTexts? learned, FusionWeights fusion, ClassifiableText text, TextFeatures features)
    {
        (_learned, _fusion, _text, _length) = (learned, fusion, text, features.Stems.Length);
        _places = Places(text);
        _phrases = descriptions.PhrasesIn(features);
        _spoken = learned is null ? [] : Speak(vocabulary, learned.Weights.Weigh(features), features);
    }

    /// <returns>The strongest reasons for the category first.</returns>
    public IReadOnlyList<Reason> For(int category, string key, IReadOnlyList<Neighbour> neighbours)
    {
        var (ofWords, ofTags) = Learned(category);
        foreach (var tag in _text.Tags.Where(tag => tag.Categories.Contains(key)))
        {
            ofTags[tag.Tag] = ofTags.GetValueOrDefault(tag.Tag) + _fusion.Values[Testimony.MappedTag];
        }

        var labels = Labels(category, ofTags);
        return [.. ofTags.Where(tag => tag.Value >= Least).Select(tag => new Reason("tag", tag.Key, tag.Value))
            .Concat(labels)
            .Concat(ofWords)
            .Concat(Near(category, neighbours))
            .DistinctBy(reason => (reason.Witness == "tag" || reason.Witness == "neighbour" ? reason.Witness : "", reason.Text.ToLowerInvariant()))
            .OrderByDescending(reason => reason.Weight)];
    }

    // A phrase of a tag speaks for the tag, whatever the text says.
    private List<Reason> Labels(int category, Dictionary<string, float> ofTags)
    {
        var matches = _phrases
            .Where(match => match.Categories.Any(named => named.Category == category))
            .OrderByDescending(match => match.Weight)
            .ToList();
        var all = matches.Sum(match => match.Weight);
        var score = _fusion.Values[Testimony.Phrases] * MathF.Sqrt(all / MathF.Sqrt(_length + 20));
        var found = new List<Reason>();
        foreach (var match in matches)
        {
            var (first, last) = (_places[match.Start], _places[match.Start + match.Length - 1]);
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

    private (IEnumerable<Reason> OfWords, Dictionary<string, float> OfTags) Learned(int category)
    {
        var (ofWords, ofTags) = (new Dictionary<string, float>(StringComparer.Ordinal), new Dictionary<string, float>(StringComparer.Ordinal));
        if (_learned is null)
        {
            return ([], ofTags);
        }

        var belief = _fusion.BeliefInMargin(category) * _learned.Commonness.Trust[category];
        foreach (var (place, words, grams) in _spoken)
        {
            var weight = words.Sum(word => word.Value * _learned.Linear.OfWord(word.Id, category)) + grams.Sum(gram => gram.Value * _learned.Linear.OfGram(gram.Id, category));
            var (said, name) = place.Tag is { } tag ? (ofTags, tag) : (ofWords, place.Part.Substring(place.Word.Start, place.Word.Length).ToLowerInvariant());
            said[name] = said.GetValueOrDefault(name) + (belief * weight);
        }

        return (ofWords
            .Select(word => new Reason("word", word.Key, word.Value))
            .Where(reason => reason.Weight >= Least)
            .OrderByDescending(reason => reason.Weight)
            .Take(MostWords), ofTags);
    }

    // A word speaks by its stem, by the pair it forms with the word before it, and by its letter runs; each time it stands in the text has its share.
    private List<Spoken> Speak(Vocabulary vocabulary, TextVector vector, TextFeatures features)
    {
        var (words, grams) = (Shares(vector.WordIds, vector.Words, features.Words), Shares(vector.GramIds, vector.Grams, features.Grams));
        var spoken = new List<Spoken>();
        var before = (Part: "", Stem: -1);
        foreach (var place in _places.Where(place => place.Part.Length > 0))
        {
            var times = place.Tag is null ? 1 : Vocabulary.TimesOfTag;
            var (stem, pair, runs) = vocabulary.Of(place.Word.Word, ReferenceEquals(before.Part, place.Part) ? before.Stem : -1);
            before = (place.Part, stem);
            spoken.Add(new Spoken(
                place,
                [.. new[] { stem, pair }.Where(words.ContainsKey).Select(id => (id, times * words[id]))],
                [.. runs.Select(run => (run, times * grams[run]))]));
        }

        return spoken;
    }

    private static Dictionary<int, float> Shares(int[] ids, float[] values, SparseCounts counts)
    {
        var times = counts.Ids.Zip(counts.Counts).ToDictionary(entry => entry.First, entry => entry.Second);
        return ids.Zip(values).ToDictionary(entry => entry.First, entry => entry.Second / times[entry.First]);
    }

    private IEnumerable<Reason> Near(int category, IReadOnlyList<Neighbour> neighbours) =>
        neighbours.Where(neighbour => neighbour.Filing.Has(category) && neighbour.Similarity > 0)
            .OrderByDescending(neighbour => neighbour.Similarity)
            .Take(MostNeighbours)
            .Select(neighbour => new Reason("neighbour", neighbour.Id, Math.Max(Least, _fusion.Values[Testimony.Neighbours]) * neighbour.Similarity));

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

    private readonly record struct Spoken(Place Place, (int Id, float Value)[] Words, (int Id, float Value)[] Grams);
}
