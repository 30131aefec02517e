namespace SocialConnect.Classification.Text;

/// <summary>A word at its place in a text.</summary>
/// <param name="Start">Its first character's index.</param>
public readonly record struct FoundWord(int Start, int Length, FrenchWord Word);
