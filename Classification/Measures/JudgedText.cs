namespace SocialConnect.Classification.Measures;

/// <summary>What was proposed for a text whose categories are known. All three by the same index of categories.</summary>
public sealed record JudgedText(float[] Probabilities, bool[] Proposed, bool[] Truth);
