using System.Runtime.InteropServices;
using SocialConnect.Classification.Text;

namespace SocialConnect.Classification.Features;

/// <summary>Chooses which terms of a body of texts are worth a number.</summary>
public static class VocabularyLearning
{
    // A pair or letter run seen in one text only cannot carry anything over to another.
    private const int LeastTexts = 2;
    private const int MostPairs = 60_000;
    private const int MostGrams = 80_000;

    /// <param name="texts">Texts to learn from.</param>
    /// <param name="alsoStems">Stems to number whether or not they occur, such as those of the categories' descriptions.</param>
    public static Vocabulary Learn(IEnumerable<ClassifiableText> texts, IEnumerable<string> alsoStems)
    {
        var stems = new Dictionary<string, int>(StringComparer.Ordinal);
        var pairs = new Dictionary<(int, int), Seen>();
        var grams = new Dictionary<string, Seen>(StringComparer.Ordinal);
        var gramsBySpan = grams.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var stem in alsoStems)
        {
            stems.TryAdd(stem, stems.Count);
        }

        var number = 0;
        foreach (var text in texts)
        {
            number++;
            if (Vocabulary.SourceStem(text) is { } source)
            {
                stems.TryAdd(source, stems.Count);
            }

            foreach (var part in (string[])[text.Title, text.Body, .. text.Tags.Select(tag => tag.Tag)])
            {
                var before = -1;
                foreach (var found in FrenchWords.In(part).Where(found => !found.Word.IsStop))
                {
                    ref var stem = ref CollectionsMarshal.GetValueRefOrAddDefault(stems, found.Word.Stem, out var known);
                    stem = known ? stem : stems.Count - 1;
                    if (before >= 0)
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(pairs, (before, stem), out _).In(number);
                    }

                    LetterRuns.Visit(found.Word.Plain, run => CollectionsMarshal.GetValueRefOrAddDefault(gramsBySpan, run, out _).In(number));
                    before = stem;
                }
            }
        }

        return new Vocabulary(new VocabularyTerms([.. stems.Keys], Commonest(pairs, MostPairs), Commonest(grams, MostGrams)));
    }

    private static T[] Commonest<T>(Dictionary<T, Seen> terms, int most)
        where T : notnull =>
        [.. terms.Where(term => term.Value.Texts >= LeastTexts).OrderByDescending(term => term.Value.Texts).Take(most).Select(term => term.Key)];

    private struct Seen
    {
        private int _last;

        public int Texts { get; private set; }

        public void In(int text)
        {
            if (_last != text)
            {
                (_last, Texts) = (text, Texts + 1);
            }
        }
    }
}
