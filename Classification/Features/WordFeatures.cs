namespace SocialConnect.Classification.Features;

/// <summary>What one word brings to a text.</summary>
/// <param name="Stem">-1 for a stem that the vocabulary does not have.</param>
/// <param name="Grams">Its letter runs, one as often as it occurs.</param>
/// <param name="IsStop">It brings nothing, and what follows it still follows what was before.</param>
internal sealed record WordFeatures(int Stem, int[] Grams, bool IsStop);
