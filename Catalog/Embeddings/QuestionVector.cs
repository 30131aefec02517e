namespace SocialConnect.Catalog.Embeddings;

/// <summary>A vector and the model it is of: to be compared with that model's vectors only.</summary>
public readonly record struct QuestionVector(long Model, ReadOnlyMemory<float> Vector);
