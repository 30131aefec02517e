using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests;

public sealed class InitiativeStoreTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly CollectedInitiative SharedGarden = new("/jardin", new Uri("https://partner.example/jardin"), "Jardin partagé")
    {
        Summary = "Des habitants cultivent ensemble.",
        Tags = ["Nature", "Lien social"],
    };

    private InitiativeStore Store => new(database.Source);

    [Fact]
    public async Task The_same_page_seen_again_writes_nothing_and_a_changed_one_keeps_its_id()
    {
        var partner = await PartnerAsync("twice");

        Assert.Equal(SaveOutcome.Added, await Store.SaveAsync(partner, SharedGarden, CancellationToken.None));
        var id = await IdAsync(partner);
        Assert.Equal(SaveOutcome.Unchanged, await Store.SaveAsync(partner, SharedGarden, CancellationToken.None));
        Assert.Equal(SaveOutcome.Changed, await Store.SaveAsync(partner, SharedGarden with { Tags = ["Nature"] }, CancellationToken.None));

        Assert.Equal(id, await IdAsync(partner));
        Assert.Equal("Nature", await database.ScalarAsync<string>("select string_agg(tag, '|') from initiative_tag where initiative_id = $1", id));
        Assert.Equal(2, await database.ScalarAsync<int>("select revision from initiative where id = $1", id));
    }

    [Fact]
    public async Task A_title_corrected_by_hand_outlives_the_next_visit()
    {
        var partner = await PartnerAsync("hand");
        await Store.SaveAsync(partner, SharedGarden, CancellationToken.None);
        await database.ExecuteAsync("update initiative set title = 'Le jardin', hand = '{\"title\": {\"value\": \"Le jardin\"}}' where partner_id = $1", partner);

        await Store.SaveAsync(partner, SharedGarden with { Title = "Jardin !", Summary = "Autre" }, CancellationToken.None);

        Assert.Equal("Le jardin|Autre|Jardin !", await database.ScalarAsync<string>("select concat_ws('|', title, summary, source->>'title') from initiative where partner_id = $1", partner));
    }

    private async Task<long> PartnerAsync(string slug) =>
        (await new PartnerStore(database.Source).SaveAsync(slug, slug, new Uri("https://partner.example/"), "", CancellationToken.None)).Id;

    private Task<long> IdAsync(long partner) => database.ScalarAsync<long>("select id from initiative where partner_id = $1", partner);
}
