using System.ClientModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>The one way to the active model: everything that compares meanings goes through here, and names the model its vector is of.</summary>
public sealed partial class ActiveEmbedding(
    EmbeddingModelStore models, Embedders embedders, IOptions<EmbeddingOptions> options, TimeProvider clock, ILogger<ActiveEmbedding> logger)
{
    // A flip keeps the old model's vectors, so a query that still uses it finds whole, comparable results.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromSeconds(30);

    // Replaced as a whole; two threads that both find it old read the same row twice, which harms nothing.
    private Reading? _reading;
    private Failure? _failure;

    /// <summary>What went wrong with the last question, for the portal's health; null while all is well.</summary>
    public string? LastFailure => _failure?.Message;

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

    /// <summary>
    /// The active model, loaded. Whoever embeds a question while holding a connection asks for it first: were it looked up then, as many questions at once as the pool has connections would
    /// each hold one and wait for another.
    /// </summary>
    public async Task<EmbeddingModel?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (await GetModelAsync(cancellationToken) is not { } model)
        {
            return null;
        }

        await TryAsync(model, () => embedders.GetAsync(model, cancellationToken));
        return model;
    }

    /// <summary>A question's vector under the active model.</summary>
    /// <returns>Null when there is no model, or when it knows none of the question's words.</returns>
    public async Task<QuestionVector?> EmbedAsync(string question, CancellationToken cancellationToken) =>
        await GetModelAsync(cancellationToken) is { } model ? await EmbedAsync(model, question, cancellationToken) : null;

    /// <summary>A question's vector, which asks nothing of the database once the model is loaded.</summary>
    /// <returns>Null when the model knows none of the question's words.</returns>
    public async Task<QuestionVector?> EmbedAsync(EmbeddingModel model, string question, CancellationToken cancellationToken)
    {
        var embedding = await TryAsync(model, async () =>
        {
            var generator = await embedders.GetAsync(model, cancellationToken);
            return await generator.GenerateAsync(question, EmbeddingPurpose.Question, cancellationToken).WaitAsync(options.Value.QuestionPatience, cancellationToken);
        });
        if (embedding is null)
        {
            return null;
        }

        _failure = null;
        var certainty = embedding.AdditionalProperties?.TryGetValue(QuestionVector.CertaintyKey, out double told) == true ? told : QuestionVector.UsualCertainty;
        return embedding.Vector.Length == model.Dimensions && embedding.Vector.Span.ContainsAnyExcept(0f)
            ? new QuestionVector(model.Id, embedding.Vector, certainty)
            : null;
    }

    private async Task<T?> TryAsync<T>(EmbeddingModel model, Func<Task<T>> action)
        where T : class
    {
        var now = clock.GetUtcNow();
        if (_failure is { } failed && now - failed.At < TriedAgainAfter)
        {
            return null;
        }

        try
        {
            return await action();
        }
        catch (Exception failure) when (failure is HttpRequestException or ClientResultException or TimeoutException or InvalidDataException)
        {
            // Words alone still answer the visitor; the operator reads of it here and in the portal's health.
            _failure = new Failure(failure.Message, now);
            LogQuestionNotEmbedded(model.Name, failure);
            return null;
        }
    }

    private sealed record Reading(EmbeddingModel? Model, DateTimeOffset At);

    private sealed record Failure(string Message, DateTimeOffset At);

    [LoggerMessage(LogLevel.Warning, "The embedding model {Model} did not answer; words alone are searched, and it is asked again in 30 seconds")]
    private partial void LogQuestionNotEmbedded(string model, Exception failure);
}
