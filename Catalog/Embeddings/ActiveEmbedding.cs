using Microsoft.Extensions.AI;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>The one way to the active model: everything that compares meanings goes through here, and names the model its vector is of.</summary>
public sealed class ActiveEmbedding(EmbeddingModelStore models, Embedders embedders, TimeProvider clock)
{
    // A flip keeps the old model's vectors, so a query that still uses it finds whole, comparable results.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(1);

    // Replaced as a whole; two threads that both find it old read the same row twice, which harms nothing.
    private Reading? _reading;

    /// <summary>The active model, at most a second old; null while there is none and words alone are searched.</summary>
    public async Task<EmbeddingModel?> GetModelAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_reading is not { } reading || now - reading.At >= TrustedFor)
        {
            _reading = reading = new Reading(await models.FindActiveAsync(cancellationToken), now);
        }

        return reading.Model;
    }

    /// <summary>A question's vector under the active model.</summary>
    /// <returns>Null when there is no model, or when it knows none of the question's words.</returns>
    public async Task<QuestionVector?> EmbedAsync(string question, CancellationToken cancellationToken)
    {
        if (await GetModelAsync(cancellationToken) is not { } model)
        {
            return null;
        }

        var generator = await embedders.GetAsync(model, cancellationToken);
        var vector = await generator.GenerateVectorAsync(question, cancellationToken: cancellationToken);
        return vector.Span.ContainsAnyExcept(0f) ? new QuestionVector(model.Id, vector) : null;
    }

    private sealed record Reading(EmbeddingModel? Model, DateTimeOffset At);
}
