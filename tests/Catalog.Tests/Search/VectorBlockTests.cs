using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class VectorBlockTests
{
    private static readonly bool[] AllLive = [.. Enumerable.Repeat(true, Posting.BlockSize)];

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(200)]
    [InlineData(384)]
    public void Every_processor_gets_the_same_sum(int length)
    {
        var random = new Random(length);
        var width = QuestionNumbers.Padded(length);
        var document = Enumerable.Range(0, width).Select(_ => (short)random.Next(-DocumentVectors.Range, DocumentVectors.Range + 1)).ToArray();
        var question = Enumerable.Range(0, width).Select(_ => (short)random.Next(-1000, 1001)).ToArray();

        var expected = QuestionNumbers.PlainProduct(document, question);

        Assert.Equal(document.Zip(question, (one, other) => one * other).Sum(), expected);
        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
        {
            Assert.Equal(expected, QuestionNumbers.FastProduct(document, question));
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(4096)]
    public void The_nearest_are_those_that_exact_numbers_find_however_long_the_vectors_are(int length)
    {
        var random = new Random(length);
        var vectors = Enumerable.Range(0, 2000).Select(_ => Unit(random, length)).ToList();
        var block = VectorBlock.Empty.With(vectors.Select((vector, local) => (vector, local)).ToDictionary(pair => pair.local, pair => (DocumentVectors?)new DocumentVectors([pair.vector])));
        var (found, asked) = (0, 20);
        for (var i = 0; i < asked; i++)
        {
            var question = Unit(random, length);
            var exact = vectors.Select((vector, local) => (local, Product: vector.Zip(question, (one, other) => one * other).Sum())).OrderByDescending(pair => pair.Product).Take(10).Select(pair => pair.local);
            var similarities = new float[Posting.BlockSize];
            block.Compare(new QuestionNumbers(question), AllLive, similarities);
            var rounded = Enumerable.Range(0, vectors.Count).OrderByDescending(local => similarities[local]).Take(10);
            found += exact.Intersect(rounded).Count();
        }

        Assert.InRange(found, asked * 10 * 0.99, asked * 10);
    }

    [Fact]
    public void Numbers_that_are_all_alike_and_many_do_not_overflow()
    {
        var alike = Enumerable.Repeat(1f / 64, 4096).ToArray();
        var block = VectorBlock.Empty.With(new Dictionary<int, DocumentVectors?> { [0] = new([alike]) });

        Assert.Equal([1f], Similarities(block, alike, 0), Rounded);
    }

    [Fact]
    public void A_changed_document_leaves_its_neighbours_as_they_were()
    {
        float[] east = [1, 0, 0], north = [0, 1, 0], up = [0, 0, 1];
        var before = VectorBlock.Empty.With(new Dictionary<int, DocumentVectors?> { [3] = new([east]), [7] = new([north, up]), [9] = new([up]) });

        var after = before.With(new Dictionary<int, DocumentVectors?> { [3] = new([north, east]), [7] = null });

        Assert.Equal([1, 0, 0], Similarities(before, east, 3, 7, 9), Rounded);
        Assert.Equal([1, float.NaN, 0], Similarities(after, north, 3, 7, 9), Rounded);
        Assert.Equal([0, float.NaN, 1], Similarities(after, up, 3, 7, 9), Rounded);
    }

    [Fact]
    public void Vectors_of_another_length_are_not_compared()
    {
        var block = VectorBlock.Empty.With(new Dictionary<int, DocumentVectors?> { [0] = new([new float[40]]) });

        Assert.Equal([float.NaN], Similarities(block, [1, 0, 0], 0));
    }

    private static float[] Unit(Random random, int length)
    {
        var numbers = Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1)).ToArray();
        var norm = MathF.Sqrt(numbers.Sum(number => number * number));
        return [.. numbers.Select(number => number / norm)];
    }

    private static bool Rounded(float one, float other) => one.Equals(other) || Math.Abs(one - other) < 0.01;

    private static float[] Similarities(VectorBlock block, float[] question, params int[] documents)
    {
        var all = new float[Posting.BlockSize];
        block.Compare(new QuestionNumbers(question), AllLive, all);
        return [.. documents.Select(document => all[document])];
    }
}
