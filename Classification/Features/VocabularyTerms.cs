namespace SocialConnect.Classification.Features;

/// <summary>The terms that a vocabulary numbers: first the stems, then the pairs of stems (by their numbers), and in a block of their own the letter runs.</summary>
public sealed record VocabularyTerms(string[] Stems, (int First, int Second)[] Pairs, string[] Grams);
