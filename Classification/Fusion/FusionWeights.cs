using System.Numerics.Tensors;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Fusion;

/// <summary>One logistic regression over what the witnesses say, shared by all categories: its sum is a log-odds, its logistic a probability.</summary>
/// <param name="Values"><see cref="Testimony.Count"/> weights.</param>
public sealed record FusionWeights(float[] Values)
{
    public float Probability(ReadOnlySpan<float> testimony) => 1 / (1 + MathF.Exp(-TensorPrimitives.Dot(testimony, Values)));
}
