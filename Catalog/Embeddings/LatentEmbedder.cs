using Microsoft.Extensions.AI;
using SocialConnect.Catalog.Embeddings.Latent;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>The catalogue's own model as the platform's embedding generator: no download, no network, the same bits every time.</summary>
public sealed class LatentEmbedder(LatentModel model) : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string Provider = "catalogue";

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(Embed)));

    private Embedding<float> Embed(string text)
    {
        var vector = model.Embed(Terms(text), out var kept);
        return new Embedding<float>(vector) { AdditionalProperties = new AdditionalPropertiesDictionary { [QuestionVector.CertaintyKey] = kept } };
    }

    /// <summary>What the model sees of a text, in training and after.</summary>
    public static IReadOnlyList<string> Terms(string text) => [.. FrenchAnalyzer.StemsOf(text)];

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Holds memory only.
    }
}
