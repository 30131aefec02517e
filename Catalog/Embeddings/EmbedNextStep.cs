using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>
/// Fills the vectors of the model that is to come, trains the catalogue's own model when it is due, and flips when nothing lacks the new vectors.
/// Searches go on with the active model meanwhile.
/// </summary>
public sealed class EmbedNextStep(EmbeddingModelStore models, EmbeddingStore embeddings, Embedders embedders, CatalogueTraining training, ModelEvaluations evaluation, IOptions<EmbeddingOptions> options) : IUpToDateStep
{
    public string Name => "embed-next";

    public int BatchSize => 100;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        await TrainIfDueAsync(cancellationToken);
        if (await models.FindNextAsync(cancellationToken) is { } next && (await models.CountFilledAsync(cancellationToken)) is var (filled, published) && filled == published)
        {
            await evaluation.EvaluateAsync(next, cancellationToken);
            if (await models.FindActiveAsync(cancellationToken) is { } active)
            {
                await evaluation.EvaluateAsync(active, cancellationToken);
            }
        }

        if (await models.FlipAsync(cancellationToken))
        {
            await models.RemoveOldAsync(cancellationToken);
        }

        return EmbedStep.Version(await models.FindNextAsync(cancellationToken));
    }

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        if (await models.FindNextAsync(cancellationToken) is { } model)
        {
            await EmbedStep.EmbedAsync(connection, model, embedders, options.Value, initiatives, cancellationToken);
        }
    }

    private async Task TrainIfDueAsync(CancellationToken cancellationToken)
    {
        var inUse = await models.FindNextAsync(cancellationToken) ?? await models.FindActiveAsync(cancellationToken);
        if (inUse is not null && inUse.Provider != LatentEmbedder.Provider)
        {
            return;
        }

        // Growth is counted from the latest training, so that going back to an earlier one is not undone at once.
        var before = (await models.ListAsync(cancellationToken)).Max(model => model.TrainedOn);
        var published = await embeddings.CountPublishedAsync(cancellationToken);
        var due = before is null
            ? published >= options.Value.CatalogueTrainsFrom
            : published > before * (1 + options.Value.CatalogueTrainsAgainAfterGrowth) && before < options.Value.CatalogueTrainsOnAtMost;
        if (due)
        {
            await training.TrainAsync(cancellationToken);
        }
    }
}
