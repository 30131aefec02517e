using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Training;

/// <summary>What the witnesses said of a text that they had not learned from.</summary>
/// <param name="Rows"><see cref="Testimony.Count"/> numbers per category.</param>
public sealed record HeardText(string Id, float[] Rows, Filing Filing)
{
    public ReadOnlySpan<float> Of(int category) => Rows.AsSpan(category * Testimony.Count, Testimony.Count);
}
