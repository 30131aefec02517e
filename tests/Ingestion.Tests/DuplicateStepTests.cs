using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Curation.Duplicates;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Ingestion.UpToDate;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class DuplicateStepTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Two_partners_tellings_of_one_initiative_are_paired_and_two_of_a_name_in_two_places_are_not()
    {
        await database.ExecuteAsync("insert into territory (code, level, name, search_name) values ('DEP-33', 'departement', 'Gironde', 'gironde'), ('DEP-93', 'departement', 'Seine-Saint-Denis', 'seine saint denis') on conflict do nothing");
        var gazette = await AddAsync("un", "Famileo, la gazette de famille", "Famileo", "Les messages des petits deviennent un journal imprimé pour la grand-mère.");
        var journal = await AddAsync("deux", "Famileo : le journal de la tribu arrive chez mamie", "Famileo", "Chacun envoie une photo, et mamie reçoit son journal sur papier.");
        var north = await AddAsync("un", "La Maison des femmes de Saint-Denis", "La Maison des femmes", "Soins et écoute.", "DEP-93");
        var south = await AddAsync("deux", "La Maison des femmes de Bordeaux", "La Maison des femmes de Bordeaux", "Un lieu pour souffler.", "DEP-33");

        await UntilNothingLacksAsync();

        Assert.True(await ProbabilityAsync(gazette, journal) >= 0.5);
        Assert.Equal(0, await ProbabilityAsync(north, south));
        await database.ExecuteAsync("update initiative set title = 'Un autre journal', organisation = 'Autrui', summary = 'Rien de commun', revision = revision + 1 where id = $1", journal);
        await UntilNothingLacksAsync();
        Assert.Equal(0, await ProbabilityAsync(gazette, journal));
    }

    private async Task UntilNothingLacksAsync()
    {
        var settings = Options.Create(new EmbeddingOptions());
        var models = new EmbeddingModelStore(database.Source);
        var embedding = new ActiveEmbedding(models, new Embedders(models, settings), settings, TimeProvider.System, NullLogger<ActiveEmbedding>.Instance);
        using var loop = new UpToDateLoop(database.Source, [new IndexStep(database.Source, EverydayWords.Shipped), new DuplicateStep(embedding)], NullLogger<UpToDateLoop>.Instance);
        while (await loop.SweepAsync(CancellationToken.None) > 0)
        {
        }
    }

    private async Task<long> AddAsync(string partner, string title, string organisation, string summary, string? territory = null)
    {
        var id = (await new PartnerStore(database.Source).SaveAsync(partner, partner, new Uri("https://partner.example/"), "", CancellationToken.None)).Id;
        var key = Guid.NewGuid().ToString("N");
        await new InitiativeStore(database.Source).SaveAsync(
            id, new CollectedInitiative(key, new Uri("https://partner.example/" + key), title) { Organisation = organisation, Summary = summary }, CancellationToken.None);
        var initiative = await database.ScalarAsync<long>("select id from initiative where key = $1", key);
        if (territory is not null)
        {
            await database.ExecuteAsync("update initiative set territory_code = $2 where id = $1", initiative, territory);
        }

        return initiative;
    }

    private Task<float> ProbabilityAsync(long one, long other) => database.ScalarAsync<float>(
        "select coalesce((select probability from duplicate_candidate where initiative_id = greatest($1, $2) and other_id = least($1, $2)), 0)", one, other);
}
