using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Embeddings.Latent;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>
/// Fills the vectors of the model that is to come, trains the catalogue's own model when it is due, and flips when nothing lacks the new vectors.
/// Searches go on with the active model meanwhile.
/// </summary>
public sealed class EmbedNextStep(EmbeddingModelStore models, EmbeddingStore embeddings, Embedders embedders, IOptions<EmbeddingOptions> options) : IUpToDateStep
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
            await EmbedStep.EmbedAsync(connection, model, embedders, initiatives, cancellationToken);
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
            await TrainAsync(published, cancellationToken);
        }
    }

    private async Task TrainAsync(int published, CancellationToken cancellationToken)
    {
        var texts = await embeddings.ReadSampleAsync(options.Value.CatalogueTrainsOnAtMost, cancellationToken);
        var terms = texts.AsParallel().AsOrdered()
            .Select(text => LatentEmbedder.Terms(string.Join(". ", text.Title, text.Organisation, text.Summary, string.Join(", ", text.Tags), text.Body)))
            .ToList();
        if (LatentTrainer.Train(terms, options.Value.CatalogueDimensions) is { } model)
        {
            var number = 1 + (await models.ListAsync(cancellationToken)).Where(known => known.Provider == LatentEmbedder.Provider).Select(known => known.Id).DefaultIfEmpty().Max();
            await models.PrepareAsync(
                string.Create(CultureInfo.InvariantCulture, $"{LatentEmbedder.Provider}-{number}"),
                LatentEmbedder.Provider,
                model.Dimensions,
                model.ToBytes(),
                published,
                $$"""{"terms": {{model.Terms}}, "texts": {{texts.Count}}}""",
                cancellationToken);
        }
    }
}
