namespace SocialConnect.Classification.Measures;

/// <summary>Proposals of like probability: where the two shares agree, probabilities mean what they say.</summary>
public sealed record CalibrationBin(int Count, double MeanProbability, double ShareTrue);
