namespace SocialConnect.Classification.Features;

/// <summary>TF-IDF weights of a text's features, each block of length 1.</summary>
public readonly record struct TextVector(int[] WordIds, float[] Words, int[] GramIds, float[] Grams);
