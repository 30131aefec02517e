using Microsoft.Extensions.AI;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>Some models are told whether a text asks or answers; what an embedding is for travels in the platform's options.</summary>
public static class EmbeddingPurpose
{
    private const string Key = "purpose";

    public static EmbeddingGenerationOptions Question { get; } = Of("question");

    public static EmbeddingGenerationOptions Passage { get; } = Of("passage");

    public static bool IsQuestion(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Key, out var purpose) == true && Equals(purpose, "question");

    private static EmbeddingGenerationOptions Of(string purpose) => new() { AdditionalProperties = new() { [Key] = purpose } };
}
