using System.ClientModel;
using System.ClientModel.Primitives;
using global::OpenAI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SocialConnect.Catalog.Embeddings.OpenAI;

/// <summary>A model behind an OpenAI-compatible endpoint, through Semantic Kernel's connector: in batches, with the client's retries (which obey Retry-After).</summary>
public sealed class OpenAIEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string Provider = "openai";

    private readonly ServiceProvider _services;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _endpoint;
    private readonly int _batchSize;

    /// <exception cref="MissingSettingException">The endpoint or the model is not set.</exception>
    public OpenAIEmbedder(OpenAIEmbeddingOptions options)
    {
        var (endpoint, model, key) = options.Read();
        var client = new OpenAIClient(
            new ApiKeyCredential(key),
            new OpenAIClientOptions { Endpoint = endpoint, NetworkTimeout = options.Timeout, RetryPolicy = new ClientRetryPolicy(maxRetries: 3) });
#pragma warning disable SKEXP0010 // The connector marks embeddings as still evolving; nothing else of it is used here.
        _services = new ServiceCollection().AddOpenAIEmbeddingGenerator(model, client).BuildServiceProvider();
#pragma warning restore SKEXP0010
        _endpoint = _services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        _batchSize = options.BatchSize;
    }

    /// <exception cref="InvalidDataException">The endpoint answered fewer or more vectors than it was sent texts.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var vectors = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var batch in values.Chunk(_batchSize))
        {
            var answered = await _endpoint.GenerateAsync(batch, cancellationToken: cancellationToken);
            if (answered.Count != batch.Length)
            {
                throw new InvalidDataException($"The embedding endpoint answered {answered.Count} vectors to {batch.Length} texts; nothing of this batch is stored.");
            }

            foreach (var vector in answered)
            {
                vectors.Add(vector);
            }
        }

        return vectors;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : _endpoint.GetService(serviceType, serviceKey);

    public void Dispose() => _services.Dispose();
}
