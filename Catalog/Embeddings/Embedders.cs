using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Embeddings.Latent;
using SocialConnect.Catalog.Embeddings.Onnx;
using SocialConnect.Catalog.Embeddings.OpenAI;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>The embedding generator of each stored model, loaded once.</summary>
public sealed class Embedders(EmbeddingModelStore models, IOptions<EmbeddingOptions> options)
{
    private readonly ConcurrentDictionary<long, Task<IEmbeddingGenerator<string, Embedding<float>>>> _loaded = new();

    public async Task<IEmbeddingGenerator<string, Embedding<float>>> GetAsync(EmbeddingModel model, CancellationToken cancellationToken)
    {
        var loading = _loaded.GetOrAdd(model.Id, _ => LoadAsync(model, CancellationToken.None));
        try
        {
            return await loading.WaitAsync(cancellationToken);
        }
        catch when (loading.IsFaulted)
        {
            // The next caller tries again.
            _loaded.TryRemove(new(model.Id, loading));
            throw;
        }
    }

    private async Task<IEmbeddingGenerator<string, Embedding<float>>> LoadAsync(EmbeddingModel model, CancellationToken cancellationToken) => model.Provider switch
    {
        LatentEmbedder.Provider => new LatentEmbedder(LatentModel.FromBytes(
            await models.ReadParametersAsync(model.Id, cancellationToken)
            ?? throw new InvalidDataException($"The embedding model '{model.Name}' has lost its parameters: train it again with 'embeddings use catalogue'."))),
        OnnxEmbedder.Provider => new OnnxEmbedder(Path.Combine(options.Value.ModelsFolder, model.Name)),
        OpenAIEmbedder.Provider => new OpenAIEmbedder(options.Value.OpenAI),
        _ => throw new NotSupportedException($"The embedding model '{model.Name}' has the unknown provider '{model.Provider}'."),
    };
}
