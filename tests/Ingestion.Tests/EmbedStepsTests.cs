using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class EmbedStepsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string[] Subjects = ["covoiturage solidaire", "potager partagé", "épicerie solidaire", "minibus rural", "atelier numérique"];
    private static readonly string[] Doings = ["relie les habitants du village", "aide les familles du quartier", "accueille les personnes âgées"];

    private static readonly IOptions<EmbeddingOptions> Settings = Options.Create(new EmbeddingOptions { CatalogueDimensions = 8 });

    [Fact]
    public async Task The_catalogue_trains_its_own_model_fills_it_flips_and_trains_again_when_it_has_grown_by_a_fifth()
    {
        var partner = await new PartnerStore(database.Source).SaveAsync("embed", "Embed", new Uri("https://partner.example/"), "", CancellationToken.None);
        await AddAsync(partner.Id, 0, 20);
        var loop = Loop();

        await UntilNothingLacksAsync(loop);
        var first = await ActiveAsync();
        Assert.NotNull(first);
        Assert.Equal(20, first.TrainedOn);
        Assert.Equal(20, await CountVectorsAsync(first.Id));

        await AddAsync(partner.Id, 20, 3);
        await UntilNothingLacksAsync(loop);
        Assert.Equal(first.Id, (await ActiveAsync())!.Id);
        Assert.Equal(23, await CountVectorsAsync(first.Id));

        await AddAsync(partner.Id, 23, 7);
        await UntilNothingLacksAsync(loop);
        var second = (await ActiveAsync())!;
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(30, await CountVectorsAsync(second.Id));

        Assert.Equal(0, await loop.SweepAsync(CancellationToken.None));
        Assert.Equal(30, second.Evaluation!.Questions);
        Assert.InRange(second.Evaluation.Ndcg10, 0.05, 1);

        Assert.Equal(first.Id, (await Models.GoBackAsync(CancellationToken.None))!.Id);
        Assert.Equal((30, 30), await Models.CountFilledAsync(CancellationToken.None));
        await UntilNothingLacksAsync(loop);
        Assert.Equal(first.Id, (await ActiveAsync())!.Id);
        Assert.Equal(30, await CountVectorsAsync(first.Id));
        await Models.GoBackAsync(CancellationToken.None);
        await UntilNothingLacksAsync(loop);
        Assert.Equal(second.Id, (await ActiveAsync())!.Id);

        var active = new ActiveEmbedding(Models, new Embedders(Models, Settings), Settings, TimeProvider.System, NullLogger<ActiveEmbedding>.Instance);
        var question = await active.EmbedAsync("covoiturage dans mon village", CancellationToken.None);
        Assert.Equal(second.Id, question!.Value.Model);
        Assert.Null(await active.EmbedAsync("zibeline", CancellationToken.None));
    }

    private EmbeddingModelStore Models => new(database.Source);

    private UpToDateLoop Loop()
    {
        var embedders = new Embedders(Models, Settings);
        return new UpToDateLoop(
            database.Source,
            [new EmbedStep(Models, embedders, Settings), new EmbedNextStep(Models, new EmbeddingStore(database.Source), embedders, new CatalogueTraining(Models, new EmbeddingStore(database.Source), Settings), new ModelEvaluations(database.Source, embedders), Settings)],
            NullLogger<UpToDateLoop>.Instance);
    }

    private async Task AddAsync(long partner, int from, int count)
    {
        for (var number = from; number < from + count; number++)
        {
            var page = new CollectedInitiative($"/{number}", new Uri($"https://partner.example/{number}"), $"Un {Subjects[number % Subjects.Length]} {number}")
            {
                Summary = $"Le {Subjects[number % Subjects.Length]} {Doings[number % Doings.Length]}.",
                Body = $"Chaque semaine, le {Subjects[number % Subjects.Length]} {Doings[(number + 1) % Doings.Length]} et leurs voisins, qui se retrouvent pour parler et pour agir ensemble.",
            };
            await new InitiativeStore(database.Source).SaveAsync(partner, page, CancellationToken.None);
        }
    }

    private static async Task UntilNothingLacksAsync(UpToDateLoop loop)
    {
        while (await loop.SweepAsync(CancellationToken.None) > 0)
        {
        }
    }

    private Task<EmbeddingModel?> ActiveAsync() => Models.FindActiveAsync(CancellationToken.None);

    private Task<int> CountVectorsAsync(long model) =>
        database.ScalarAsync<int>("select count(distinct initiative_id)::int from initiative_embedding where model_id = $1", model);
}
