using SocialConnect.Classification.Features;

namespace SocialConnect.Classification.Witnesses;

/// <summary>What was learned from confirmed texts.</summary>
/// <param name="Commonness">How often each category is given, at large and by source.</param>
/// <param name="Neighbours">Null where the caller finds the neighbours.</param>
public sealed record LearnedFromTexts(TermWeights Weights, LinearWeights Linear, Commonness Commonness, Neighbours? Neighbours);
