using SocialConnect.Catalog.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class CategoriesInForceTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    [Fact]
    public async Task A_confirmation_outweighs_a_mapping_and_a_mapping_a_suggestion()
    {
        var initiative = await InitiativeAsync("ranks", "Sport");
        await SuggestAsync(initiative, "SPO", 0.9);
        await SuggestAsync(initiative, "SAN", 0.8);
        await SuggestAsync(initiative, "TOU", 0.3);
        await DecideAsync(initiative, "SAN", "accepted");

        await RefreshAsync(initiative);

        Assert.Equal(["SAN confirmed", "SPO mapped", "SPO/SPO mapped"], await database.CategoriesAsync(initiative));
    }

    [Fact]
    public async Task A_refusal_takes_out_what_tags_and_suggestions_say_and_its_sub_themes()
    {
        var initiative = await InitiativeAsync("refused", "vélo");
        await SuggestAsync(initiative, "TER/AMH", 0.9);
        await SuggestAsync(initiative, "ENV", 0.9);
        await DecideAsync(initiative, "TER", "rejected");

        await RefreshAsync(initiative);

        Assert.Equal(["ENV suggested"], await database.CategoriesAsync(initiative));
    }

    [Fact]
    public async Task The_last_decision_not_undone_counts()
    {
        var initiative = await InitiativeAsync("last");
        await DecideAsync(initiative, "ENV/ENE", "rejected");
        await DecideAsync(initiative, "ENV/ENE", "accepted");
        await RefreshAsync(initiative);
        Assert.Equal(["ENV confirmed", "ENV/ENE confirmed"], await database.CategoriesAsync(initiative));

        await database.ExecuteAsync("update decision set undone_at = now() where initiative_id = $1 and verdict = 'accepted'", initiative);

        Assert.Equal([initiative], await RefreshAsync(initiative));
        Assert.Empty(await database.CategoriesAsync(initiative));
    }

    [Fact]
    public async Task A_category_with_a_successor_counts_for_its_successor()
    {
        var initiative = await InitiativeAsync("successor");
        await SuggestAsync(initiative, "PAT", 0.9);
        await database.ExecuteAsync("update category set deprecated_at = now(), replaced_by = $1 where id = $2", database.Category("ART"), database.Category("PAT"));

        await RefreshAsync(initiative);

        Assert.Equal(["ART suggested"], await database.CategoriesAsync(initiative));
        await database.ExecuteAsync("update category set deprecated_at = null, replaced_by = null where id = $1", database.Category("PAT"));
    }

    [Fact]
    public async Task What_is_the_same_is_not_written()
    {
        var initiative = await InitiativeAsync("same-again", "vélo");

        Assert.Empty(await RefreshAsync(initiative));
    }

    private async Task<long> InitiativeAsync(string slug, params string[] tags)
    {
        var initiative = await database.InitiativeAsync(await database.PartnerAsync(slug), slug, tags);
        await database.MapTagsAsync();
        return initiative;
    }

    private Task<int> SuggestAsync(long initiative, string path, double probability) => database.ExecuteAsync(
        "insert into suggestion (initiative_id, category_id, probability, model, is_sure) values ($1, $2, $3, 'test', $3 >= 0.5)", initiative, database.Category(path), (float)probability);

    private Task<int> DecideAsync(long initiative, string path, string verdict) => database.ExecuteAsync(
        "insert into decision (initiative_id, category_id, verdict, decided_by) values ($1, $2, $3, 'ana')", initiative, database.Category(path), verdict);

    private async Task<List<long>> RefreshAsync(long initiative)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return await CategoriesInForce.RefreshAsync(connection, [initiative], CancellationToken.None);
    }
}
