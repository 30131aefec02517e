using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Catalog.Embeddings.OpenAI;

/// <summary>Any endpoint that speaks OpenAI's protocol: Albert API, Ollama, vLLM.</summary>
public sealed class OpenAIEmbeddingOptions
{
    /// <summary>The base address, with the version: 'http://localhost:11434/v1'.</summary>
    public Uri? Endpoint { get; init; }

    public string? Model { get; init; }

    /// <summary>The key itself; from the environment, never from a file in the project.</summary>
    public string? Key { get; init; }

    /// <summary>A file that holds the key alone, as secret stores mount it.</summary>
    public string? KeyFile { get; init; }

    [Range(1, 2048)]
    public int BatchSize { get; init; } = 32;

    /// <summary>How long one call may take when the catalogue is filled; a question waits <see cref="EmbeddingOptions.QuestionPatience"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <exception cref="MissingSettingException">The endpoint or the model is not set.</exception>
    public (Uri Endpoint, string Model, string Key) Read() => (
        Endpoint ?? throw new MissingSettingException("Embeddings:OpenAI:Endpoint", "the base address of the embedding endpoint, such as 'http://localhost:11434/v1'"),
        Model ?? throw new MissingSettingException("Embeddings:OpenAI:Model", "the name of the embedding model that the endpoint serves"),
        // Local servers ask for no key, but the client insists on one.
        Key ?? (KeyFile is null ? "none" : File.ReadAllText(KeyFile).Trim()));
}
