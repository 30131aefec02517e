using SocialConnect.Classification.Measures;

namespace SocialConnect.Classification.Training;

/// <summary>A classifier, and how it did on texts held back from it.</summary>
/// <param name="HeldBack">By the confirmed text's id: what was proposed before the text was learned from.</param>
public sealed record TrainedClassifier(Classifier Classifier, IReadOnlyDictionary<string, JudgedText> HeldBack);
