using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.Extensions.Options;
using Npgsql;
using Pgvector;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>Gives initiatives their vectors under the active model.</summary>
public sealed class EmbedStep(EmbeddingModelStore models, Embedders embedders, IOptions<EmbeddingOptions> options) : IUpToDateStep
{
    // About what one vector says well; also within every known model's window.
    private const int WordsPerPassage = 120;

    public string Name => "embed";

    public int BatchSize => 100;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken) => Version(await models.FindActiveAsync(cancellationToken));

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        if (await models.FindActiveAsync(cancellationToken) is { } model)
        {
            await EmbedAsync(connection, model, embedders, options.Value, initiatives, cancellationToken);
        }
    }

    internal static string? Version(EmbeddingModel? model) => model?.Id.ToString(CultureInfo.InvariantCulture);

    internal static async Task EmbedAsync(
        NpgsqlConnection connection, EmbeddingModel model, Embedders embedders, EmbeddingOptions options, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        var generator = await embedders.GetAsync(model, cancellationToken);
        var passages = (await EmbeddingStore.ReadTextsAsync(connection, initiatives, cancellationToken))
            .SelectMany(text => text.Passages(WordsPerPassage, options.QuestionWeight, options.ExpressionWeight)
                .Select((passage, chunk) => (text.Initiative, Chunk: chunk, passage.Text, passage.Weight)))
            .ToList();
        var vectors = await generator.GenerateAsync(passages.Select(passage => passage.Text), EmbeddingPurpose.Passage, cancellationToken);
        if (vectors.Count != passages.Count || vectors.Any(vector => vector.Vector.Length != model.Dimensions))
        {
            throw new InvalidDataException(
                $"The embedding model '{model.Name}' answered {vectors.Count} vectors of {vectors.FirstOrDefault()?.Vector.Length ?? 0} numbers to {passages.Count} texts; {model.Dimensions} numbers each were expected. Nothing was stored.");
        }

        await EmbeddingStore.SaveAsync(
            connection,
            model.Id,
            initiatives,
            passages.Zip(vectors, (passage, vector) => (passage.Initiative, passage.Chunk, OfLength(passage.Weight, vector.Vector.Span))),
            cancellationToken);
    }

    // Vectors are compared by inner product, so that a passage's length is what it weighs. A text of unknown words alone stays at zero.
    private static HalfVector OfLength(float weight, ReadOnlySpan<float> vector)
    {
        var scaled = new Half[vector.Length];
        var length = TensorPrimitives.Norm(vector);
        for (var at = 0; length > 0 && at < vector.Length; at++)
        {
            scaled[at] = (Half)(vector[at] / length * weight);
        }

        return new HalfVector(scaled);
    }
}
