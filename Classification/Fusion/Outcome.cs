namespace SocialConnect.Classification.Fusion;

/// <summary>With which probability a category was expected for a text, and whether the text has it.</summary>
/// <param name="Weight">For how many outcomes it counts.</param>
public readonly record struct Outcome(int Category, float Probability, bool IsTrue, float Weight = 1);
