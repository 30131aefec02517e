using SocialConnect.Classification.Features;
using SocialConnect.Classification.Text;
using SocialConnect.Classification.Witnesses;
using Xunit;

namespace SocialConnect.Classification.Tests;

// What is read quickly must be what is read slowly: word by word, pair by pair.
public sealed class FeaturesTests
{
    private static readonly ClassifiableText[] Texts =
    [
        .. Enumerable.Range(0, 60).Select(at => new ClassifiableText(
            $"L’épicerie nᵒ {at} du cœur de ville",
            $"Une E\u0301PICERIE partagée, une épicerie — ouverte de 8h{at % 7} à 19h – vend {at % 5} légumes à {at % 11} €, l'été ; les jardiniers du quartier{at % 13} jardinent a\u0300 l'école.")),
    ];

    private static readonly Vocabulary Vocabulary = VocabularyLearning.Learn(Texts, []);

    [Fact]
    public void A_text_has_the_features_of_its_words_one_by_one()
    {
        foreach (var text in Texts.Concat(Texts))
        {
            var features = Vocabulary.Read(text);

            var (words, grams, stems) = OneByOne(text);
            Assert.Equal(words, Sorted(features.Words));
            Assert.Equal(grams, Sorted(features.Grams));
            Assert.Equal(stems, features.Stems);
        }
    }

    [Fact]
    public void A_text_has_the_same_features_whoever_else_is_reading()
    {
        var vocabulary = new Vocabulary(Vocabulary.Terms);
        var reads = Enumerable.Range(0, 50).SelectMany(_ => Texts).ToList();

        var features = reads.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(vocabulary.Read).ToList();

        Assert.All(reads.Zip(features), read => Assert.Equal(OneByOne(read.First).Words, Sorted(read.Second.Words)));
    }

    [Fact]
    public void A_tag_counts_as_if_the_text_said_it_twice_and_runs_into_nothing_beside_it()
    {
        var text = new ClassifiableText("", "Une épicerie partagée");
        var tagged = text with { Tags = [new TextTag("Jardiniers", []), new TextTag("du quartier", [])] };
        var (plain, read) = (Vocabulary.Read(text), Vocabulary.Read(tagged));

        var (jardinier, _, _) = Vocabulary.Of(FrenchWords.In("jardiniers").Single().Word, -1);
        var (quartier, pair, _) = Vocabulary.Of(FrenchWords.In("quartier").Single().Word, jardinier);
        Assert.Equal([.. plain.Stems, -1, jardinier, -1, quartier], read.Stems);
        Assert.Equal((plain.Stems.Length, 0), (read.TagsFrom, read.TitleStems));
        Assert.Contains((jardinier, 2f), Sorted(read.Words));
        Assert.DoesNotContain(pair, read.Words.Ids);
    }

    [Fact]
    public void A_decomposed_text_reads_like_a_composed_one()
    {
        var text = new ClassifiableText("Été à l’école", "Où l’on répare ses vélos – œuvre commune.");
        var decomposed = new ClassifiableText(text.Title.Normalize(System.Text.NormalizationForm.FormD), text.Body.Normalize(System.Text.NormalizationForm.FormD));

        Assert.NotEqual(text.Body, decomposed.Body);
        Assert.Equal(FrenchWords.StemsIn(text.Body), FrenchWords.StemsIn(decomposed.Body));
        Assert.Equal(FrenchWords.Composed(text.Title), FrenchWords.Composed(decomposed.Title));
    }

    [Fact]
    public void The_nearest_texts_are_those_of_the_greatest_cosine()
    {
        var weights = TermWeights.Learn(Vocabulary, [.. Texts.Select(Vocabulary.Read)]);
        var vectors = Texts.Select(text => weights.Weigh(Vocabulary.Read(text))).ToList();
        var neighbours = new Neighbours([.. vectors.Select((vector, at) => ($"{at}", new Filing([], []), vector))], Vocabulary.WordCount);

        var nearest = neighbours.Nearest(vectors[17], 15);

        var cosines = vectors.Select(vector => Cosine(vectors[17], vector)).ToList();
        Assert.Equal("17", nearest[0].Id);
        Assert.Equal(cosines.OrderDescending().Take(15), nearest.Select(near => near.Similarity), (one, other) => MathF.Abs(one - other) < 1e-5f);
        Assert.All(nearest, near => Assert.Equal(cosines[int.Parse(near.Id, System.Globalization.CultureInfo.InvariantCulture)], near.Similarity, 1e-5f));
    }

    private static (List<(int, float)> Words, List<(int, float)> Grams, List<int> Stems) OneByOne(ClassifiableText text)
    {
        var (words, grams, stems) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var part in (string[])[text.Title, text.Body])
        {
            var before = -1;
            foreach (var found in FrenchWords.In(part).Where(found => !found.Word.IsStop))
            {
                var (stem, pair, runs) = Vocabulary.Of(found.Word, before);
                words.AddRange(new[] { stem, pair }.Where(id => id >= 0));
                grams.AddRange(runs);
                stems.Add(stem);
                before = stem;
            }
        }

        return (Counted(words), Counted(grams), stems);
    }

    private static List<(int, float)> Counted(IEnumerable<int> ids) => [.. ids.CountBy(id => id).Select(entry => (entry.Key, (float)entry.Value)).Order()];

    private static List<(int, float)> Sorted(SparseCounts counts) => [.. counts.Ids.Zip(counts.Counts).Order()];

    private static float Cosine(TextVector one, TextVector other)
    {
        var weights = one.WordIds.Zip(one.Words).ToDictionary(entry => entry.First, entry => entry.Second);
        return other.WordIds.Zip(other.Words).Sum(entry => weights.GetValueOrDefault(entry.First) * entry.Second);
    }
}
