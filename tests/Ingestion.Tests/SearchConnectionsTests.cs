using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Territories;
using SocialConnect.Ingestion.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class SearchConnectionsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly IOptions<EmbeddingOptions> Settings = Options.Create(new EmbeddingOptions { CatalogueDimensions = 8 });

    // Questions that each hold a connection and wait for another one stop each other as soon as there are as many as the pool has.
    [Fact]
    public async Task A_question_by_words_and_meaning_needs_no_second_connection_while_it_holds_one()
    {
        var partner = await new PartnerStore(database.Source).SaveAsync("one", "One", new Uri("https://partner.example/"), "", CancellationToken.None);
        foreach (var (subject, number) in new[] { "covoiturage", "potager", "épicerie", "minibus" }.SelectMany(subject => Enumerable.Range(0, 5).Select(number => (subject, number))))
        {
            var page = new CollectedInitiative($"{subject}{number}", new Uri("https://partner.example/page"), $"Un {subject} {number}") { Summary = $"Le {subject} relie les habitants du village." };
            await new InitiativeStore(database.Source).SaveAsync(partner.Id, page, CancellationToken.None);
        }

        await BringUpToDateAsync();
        await using var one = CatalogDatabase.Open(new NpgsqlConnectionStringBuilder(database.Address) { MaxPoolSize = 1, Timeout = 5 }.ConnectionString);
        var models = new EmbeddingModelStore(one);
        using var places = new PlaceReader(new TerritoryStore(one), TimeProvider.System);
        using var search = new InitiativeSearch(
            one,
            new ActiveEmbedding(models, new Embedders(models, Settings), Settings, TimeProvider.System, NullLogger<ActiveEmbedding>.Instance),
            places,
            new TerritoryStore(one),
            EverydayWords.Shipped,
            new TaxonomyWords(new TaxonomyStore(one, TimeProvider.System)),
            Options.Create(new SearchOptions()));

        var hits = (await search.FindAsync(new SearchRequest { Question = "covoiturage dans mon village" }, CancellationToken.None)).Hits;

        Assert.NotNull(hits[0].Reason.Similarity);
        Assert.NotEmpty(await search.FindSimilarAsync(hits[0].Id, 3, CancellationToken.None));
    }

    private async Task BringUpToDateAsync()
    {
        var (models, store) = (new EmbeddingModelStore(database.Source), new EmbeddingStore(database.Source));
        var embedders = new Embedders(models, Settings);
        using var loop = new UpToDateLoop(
            database.Source,
            [
                new IndexStep(database.Source, EverydayWords.Shipped),
                new EmbedStep(models, embedders, Settings),
                new EmbedNextStep(models, store, embedders, new CatalogueTraining(models, store, Settings), new ModelEvaluations(database.Source, embedders), Settings),
            ],
            NullLogger<UpToDateLoop>.Instance);
        while (await loop.SweepAsync(CancellationToken.None) > 0)
        {
        }
    }
}
