using System.Numerics.Tensors;
using SocialConnect.Classification.Features;

namespace SocialConnect.Classification.Witnesses;

/// <summary>One linear learner per category, side by side in one matrix: every category is scored in one pass over a text's features.</summary>
/// <param name="categories">How many categories; the length of a row.</param>
/// <param name="words">A row of weights per stem and pair.</param>
/// <param name="grams">A row of weights per letter run.</param>
/// <param name="biases">The score of an empty text, per category.</param>
public sealed class LinearWeights(int categories, float[] words, float[] grams, float[] biases)
{
    public float[] Words => words;

    public float[] Grams => grams;

    public float[] Biases => biases;

    /// <summary>The margin of each category.</summary>
    public float[] Score(TextVector text)
    {
        var scores = (float[])biases.Clone();
        Add(scores, words, text.WordIds, text.Words);
        Add(scores, grams, text.GramIds, text.Grams);
        return scores;
    }

    public float OfWord(int feature, int category) => words[(feature * categories) + category];

    public float OfGram(int feature, int category) => grams[(feature * categories) + category];

    private void Add(float[] scores, float[] rows, int[] ids, float[] values)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(rows.AsSpan(ids[i] * categories, categories), values[i], scores, scores);
        }
    }
}
