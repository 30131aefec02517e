namespace SocialConnect.Bench.Classifying;

/// <summary>What one classifier learns from, and what it is asked about.</summary>
/// <param name="Source">The source that was left out but for its confirmed texts; null in cross-validation.</param>
/// <param name="Confirmed">Texts learned from with their labels.</param>
/// <param name="Unlabelled">Texts whose words alone are known.</param>
/// <param name="Test">Texts asked about, which nothing is learned from.</param>
internal sealed record Trial(string? Source, List<LabelledText> Confirmed, List<LabelledText> Unlabelled, List<LabelledText> Test);
