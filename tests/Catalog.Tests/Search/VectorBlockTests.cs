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
        var document = Enumerable.Range(0, width).Select(_ => (sbyte)random.Next(-128, 128)).ToArray();
        var question = Enumerable.Range(0, width).Select(_ => (short)random.Next(-2000, 2001)).ToArray();

        var expected = QuestionNumbers.PlainProduct(document, question);

        Assert.Equal(document.Zip(question, (one, other) => one * other).Sum(), expected);
        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
        {
            Assert.Equal(expected, QuestionNumbers.FastProduct(document, question));
        }
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

    private static bool Rounded(float one, float other) => one.Equals(other) || Math.Abs(one - other) < 0.01;

    private static float[] Similarities(VectorBlock block, float[] question, params int[] documents)
    {
        var all = new float[Posting.BlockSize];
        block.Compare(new QuestionNumbers(question), AllLive, all);
        return [.. documents.Select(document => all[document])];
    }
}
