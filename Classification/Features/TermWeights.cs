using System.Numerics.Tensors;

namespace SocialConnect.Classification.Features;

/// <summary>How much each feature of a vocabulary tells: TF-IDF with the logarithm of the count, (1 + ln tf) · (1 + ln((1 + n) / (1 + df))), as in scikit-learn's smooth variant.</summary>
public sealed class TermWeights(float[] words, float[] grams)
{
    private static readonly float[] LogOfCount = [.. Enumerable.Range(0, 256).Select(count => count == 0 ? 0 : 1 + MathF.Log(count))];

    /// <summary>Inverse document frequency of each stem and pair.</summary>
    public float[] Words => words;

    public float[] Grams => grams;

    public static TermWeights Learn(Vocabulary vocabulary, IReadOnlyCollection<TextFeatures> texts) =>
        new(
            Inverse(vocabulary.WordCount, texts.Select(text => text.Words.Ids), texts.Count),
            Inverse(vocabulary.GramCount, texts.Select(text => text.Grams.Ids), texts.Count));

    public TextVector Weigh(TextFeatures text) => new(text.Words.Ids, Weigh(text.Words, words), text.Grams.Ids, Weigh(text.Grams, grams));

    private static float[] Weigh(SparseCounts counts, float[] inverse)
    {
        var weights = new float[counts.Ids.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var count = counts.Counts[i];
            weights[i] = (count < LogOfCount.Length ? LogOfCount[(int)count] : 1 + MathF.Log(count)) * inverse[counts.Ids[i]];
        }

        var length = TensorPrimitives.Norm<float>(weights);
        if (length > 0)
        {
            TensorPrimitives.Divide(weights, length, weights);
        }

        return weights;
    }

    private static float[] Inverse(int size, IEnumerable<int[]> texts, int count)
    {
        var frequency = new int[size];
        foreach (var id in texts.SelectMany(ids => ids))
        {
            frequency[id]++;
        }

        return Array.ConvertAll(frequency, df => 1 + MathF.Log((1f + count) / (1 + df)));
    }
}
