using SocialConnect.Classification.Features;

namespace SocialConnect.Classification.Witnesses;

/// <summary>What was learned from confirmed texts.</summary>
/// <param name="Filed">The categories of each confirmed text, by index.</param>
/// <param name="Sources">Who wrote each.</param>
public sealed record LearnedFromTexts(TermWeights Weights, LinearWeights Linear, Neighbours Neighbours, IReadOnlyList<int[]> Filed, IReadOnlyList<string?> Sources);
