using System.Globalization;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Embeddings.Latent;

namespace SocialConnect.Catalog.Embeddings;

/// <summary>Trains the catalogue's own model on the catalogue as it is, and makes it the next one.</summary>
public sealed class CatalogueTraining(EmbeddingModelStore models, EmbeddingStore embeddings, IOptions<EmbeddingOptions> options)
{
    /// <returns>The model that is now being filled; null when the texts are too few to learn from.</returns>
    public async Task<EmbeddingModel?> TrainAsync(CancellationToken cancellationToken)
    {
        var published = await embeddings.CountPublishedAsync(cancellationToken);
        var texts = await embeddings.ReadSampleAsync(options.Value.CatalogueTrainsOnAtMost, cancellationToken);
        var terms = texts.AsParallel().AsOrdered()
            .Select(text => LatentEmbedder.Terms(string.Join(". ", text.Title, text.Organisation, text.Summary, string.Join(", ", text.Tags), text.Body)))
            .ToList();
        if (LatentTrainer.Train(terms, options.Value.CatalogueDimensions) is not { } model)
        {
            return null;
        }

        var number = 1 + (await models.ListAsync(cancellationToken)).Where(known => known.Provider == LatentEmbedder.Provider).Select(known => known.Id).DefaultIfEmpty().Max();
        return await models.PrepareAsync(
            string.Create(CultureInfo.InvariantCulture, $"{LatentEmbedder.Provider}-{number}"),
            LatentEmbedder.Provider,
            model.Dimensions,
            model.ToBytes(),
            published,
            $$"""{"terms": {{model.Terms}}, "texts": {{texts.Count}}}""",
            cancellationToken);
    }
}
