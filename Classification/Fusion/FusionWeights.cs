using System.Numerics.Tensors;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Fusion;

/// <summary>One logistic regression over what the witnesses say: its sum is a log-odds, its logistic a probability. Each category may lean a little from what all share.</summary>
/// <param name="Values"><see cref="Testimony.Count"/> weights, shared by all categories.</param>
/// <param name="Leanings">By category, what its log-odds are higher by than the witnesses say; empty where none has been learned.</param>
/// <param name="MarginLeanings">By category, by how much more its linear learner's margin is believed; empty where none has been learned.</param>
public sealed record FusionWeights(float[] Values, float[] Leanings, float[] MarginLeanings)
{
    public FusionWeights(float[] values)
        : this(values, [], [])
    {
    }

    /// <summary>How far the category's linear learner is believed.</summary>
    public float BeliefInMargin(int category) =>
        Values[Testimony.Linear] + Values[Testimony.LinearLag] + (category < MarginLeanings.Length ? MarginLeanings[category] : 0);

    public float Probability(int category, ReadOnlySpan<float> testimony)
    {
        var sum = TensorPrimitives.Dot(testimony, Values);
        if (category < Leanings.Length)
        {
            sum += Leanings[category] + (MarginLeanings[category] * testimony[Testimony.Linear]);
        }

        return 1 / (1 + MathF.Exp(-sum));
    }
}
