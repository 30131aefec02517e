using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SocialConnect.Classification.Text;

namespace SocialConnect.Classification.Features;

/// <summary>Turns texts into numbered features: stems, pairs of neighbouring stems, and runs of four letters within words, and who wrote the text. Safe for many threads.</summary>
public sealed class Vocabulary
{
    private const int WordsKept = 100_000;
    // A tag says in a word what its text is about: it counts as if the text said so twice.
    internal const int TimesOfTag = 2;
    // Between two parts of a text, so that no phrase begins in one and ends in the next.
    private const int Nothing = -1;

    private readonly Dictionary<string, int> _stems;
    private readonly Dictionary<long, int> _pairs;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _grams;

    // Letter runs depend on the word alone, and words come back: each is taken apart once.
    private readonly WordTable _words = new(WordsKept);
    private readonly ConcurrentBag<(Tally Words, Tally Grams)> _tallies = [];

    public Vocabulary(VocabularyTerms terms)
    {
        Terms = terms;
        _stems = terms.Stems.Select((stem, id) => (stem, id)).ToDictionary(entry => entry.stem, entry => entry.id, StringComparer.Ordinal);
        _pairs = terms.Pairs.Select((pair, id) => (pair, id)).ToDictionary(entry => Pair(entry.pair.First, entry.pair.Second), entry => terms.Stems.Length + entry.id);
        _grams = terms.Grams.Select((gram, id) => (gram, id)).ToDictionary(entry => entry.gram, entry => entry.id, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public VocabularyTerms Terms { get; }

    /// <summary>Stems and pairs.</summary>
    public int WordCount => Terms.Stems.Length + Terms.Pairs.Length;

    public int GramCount => Terms.Grams.Length;

    /// <summary>The stem that stands for a text's source; no word has a blank. Null for a text of no known source.</summary>
    internal static string? SourceStem(ClassifiableText text) => string.IsNullOrEmpty(text.Source) ? null : "source " + text.Source;

    /// <returns>-1 for a stem that the vocabulary does not have.</returns>
    public int StemId(string stem) => _stems.GetValueOrDefault(stem, -1);

    public TextFeatures Read(ClassifiableText text)
    {
        var (words, grams) = _tallies.TryTake(out var spare) ? spare : (new Tally(WordCount), new Tally(GramCount));
        var stems = new List<int>();
        Count(text.Title, 1, words, grams, stems);
        var titleStems = stems.Count;
        Count(text.Body, 1, words, grams, stems);
        var tagsFrom = stems.Count;
        foreach (var tag in text.Tags)
        {
            stems.Add(Nothing);
            Count(tag.Tag, TimesOfTag, words, grams, stems);
        }

        if (SourceStem(text) is { } source && StemId(source) is var id and >= 0)
        {
            words.Add(id, 1);
        }

        var features = new TextFeatures(words.Take(), grams.Take(), [.. stems], titleStems, tagsFrom);
        _tallies.Add((words, grams));
        return features;
    }

    /// <summary>The features that one word brings to a text, alone and as the second of a pair.</summary>
    /// <param name="before">The stem before it, -1 when there is none or it is unknown.</param>
    public (int Stem, int Pair, int[] Grams) Of(FrenchWord word, int before)
    {
        var features = FeaturesOf(word);
        return (features.Stem, before >= 0 && features.Stem >= 0 ? _pairs.GetValueOrDefault(Pair(before, features.Stem), -1) : -1, features.Grams);
    }

    private void Count(string text, int times, Tally words, Tally grams, List<int> stems)
    {
        var composed = FrenchWords.Composed(text).AsSpan();
        var (at, before) = (0, -1);
        while (FrenchWords.Next(composed, ref at, out var start))
        {
            var features = FeaturesOf(composed[start..at]);
            if (features.IsStop)
            {
                continue;
            }

            if (features.Stem >= 0)
            {
                words.Add(features.Stem, times);
                if (before >= 0 && _pairs.TryGetValue(Pair(before, features.Stem), out var pair))
                {
                    words.Add(pair, times);
                }
            }

            foreach (var gram in features.Grams)
            {
                grams.Add(gram, times);
            }

            stems.Add(features.Stem);
            before = features.Stem;
        }
    }

    // The product tells pairs apart, and spreads them better than two halves of a number would.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Pair(int first, int second) => ((long)first * Terms.Stems.Length) + second;

    private WordFeatures FeaturesOf(ReadOnlySpan<char> written)
    {
        if (_words.Find(written) is { } known)
        {
            return known;
        }

        var features = FeaturesOf(FrenchWords.Form(written));
        _words.Add(written.ToString(), features);
        return features;
    }

    private WordFeatures FeaturesOf(FrenchWord word)
    {
        var grams = new List<int>();
        LetterRuns.Visit(word.Plain, run =>
        {
            if (_grams.TryGetValue(run, out var id))
            {
                grams.Add(id);
            }
        });
        return new WordFeatures(StemId(word.Stem), [.. grams], word.IsStop);
    }
}
