using System.Numerics.Tensors;

namespace SocialConnect.Classification.Witnesses;

/// <summary>Neighbours by the inner product of embedding vectors of length 1.</summary>
public static class Meanings
{
    private const int NearestCounted = 3;
    private const float LeastNearness = 0.05f;

    /// <param name="among">Texts with a <see cref="FiledText.Meaning"/>.</param>
    /// <returns>The nearest first.</returns>
    public static IReadOnlyList<Neighbour> Nearest(FiledText text, IEnumerable<FiledText> among, int count, Func<FiledText, Filing> filing) =>
        [.. among
            .Select(other => (Text: other, Similarity: Similarity(text.Meaning!.Value.Span, other.Meaning!.Value.Span)))
            .OrderByDescending(near => near.Similarity).ThenBy(near => near.Text.Id, StringComparer.Ordinal)
            .Take(count)
            .Select(near => new Neighbour(near.Text.Id, near.Similarity, filing(near.Text)))];

    /// <summary>How near the nearest of these vectors usually are to each other, on average.</summary>
    /// <returns>Null for too few vectors to say.</returns>
    public static float? UsualNearness(IReadOnlyList<float[]> vectors)
    {
        if (vectors.Count <= NearestCounted)
        {
            return null;
        }

        var nearness = vectors.Select(vector => vectors
            .Where(other => !ReferenceEquals(other, vector))
            .Select(other => Similarity(vector, other))
            .OrderDescending().Take(NearestCounted).Average());
        return Math.Max(LeastNearness, nearness.Average());
    }

    private static float Similarity(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => Math.Clamp(TensorPrimitives.Dot(one, other), 0, 1);
}
