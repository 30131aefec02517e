using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>
/// Fills the vectors of the model that is to come, trains the catalogue's own model when it is due, and flips when nothing lacks the new vectors.
/// Searches go on with the active model meanwhile.
/// </summary>
public sealed class EmbedNextStep(EmbeddingModelStore models, EmbeddingStore embeddings, Embedders embedders, CatalogueTraining training, IOptions<EmbeddingOptions> options) : IUpToDateStep
{
    public string Name => "embed-next";

    public int BatchSize => 100;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        await TrainIfDueAsync(cancellationToken);
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
        var newest = await models.FindNextAsync(cancellationToken) ?? await models.FindActiveAsync(cancellationToken);
        if (newest is not null && newest.Provider != LatentEmbedder.Provider)
        {
            return;
        }

        var published = await embeddings.CountPublishedAsync(cancellationToken);
        var due = newest?.TrainedOn is { } before
            ? published > before * (1 + options.Value.CatalogueTrainsAgainAfterGrowth) && before < options.Value.CatalogueTrainsOnAtMost
            : published >= options.Value.CatalogueTrainsFrom;
        if (due)
        {
            await training.TrainAsync(cancellationToken);
        }
    }
}
