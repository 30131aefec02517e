namespace SocialConnect.Classification.Witnesses;

/// <summary>A confirmed text that resembles the one in question.</summary>
/// <param name="Id">Names it in a reason.</param>
/// <param name="Similarity">A cosine, 0 to 1.</param>
public sealed record Neighbour(string Id, float Similarity, Filing Filing);
