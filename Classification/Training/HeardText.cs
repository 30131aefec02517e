using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Training;

/// <summary>What the witnesses said of a text that they had not learned from.</summary>
/// <param name="Rows"><see cref="Testimony.Count"/> numbers per category.</param>
/// <param name="Weight">How much is learned from it about whom to believe; 1 on average.</param>
public sealed record HeardText(string Id, float[] Rows, Filing Filing, float Weight)
{
    public ReadOnlySpan<float> Of(int category) => Rows.AsSpan(category * Testimony.Count, Testimony.Count);
}
