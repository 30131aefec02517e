using Npgsql;
using SocialConnect.Catalog.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class DecisionStoreTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private readonly DecisionStore _decisions = new(database.Source);

    [Fact]
    public async Task What_a_curator_accepts_is_in_force_at_once_and_brings_its_theme()
    {
        var initiative = await NewInitiativeAsync();

        await _decisions.AcceptAsync(initiative, database.Category("TER/MOB"), "claire", CancellationToken.None);

        Assert.Equal(["TER confirmed", "TER/MOB confirmed"], await database.CategoriesAsync(initiative));
    }

    [Fact]
    public async Task A_sure_suggestion_counts_until_a_curator_says_no_and_again_when_the_no_is_undone()
    {
        var initiative = await NewInitiativeAsync();
        await SuggestAsync(initiative, "SAN", 0.8f);
        var no = await _decisions.RejectAsync(initiative, database.Category("SAN"), "claire", CancellationToken.None);
        Assert.Empty(await database.CategoriesAsync(initiative));

        var undone = await _decisions.UndoAsync(no, "claire", CancellationToken.None);

        Assert.True(undone);
        Assert.Equal(["SAN suggested"], await database.CategoriesAsync(initiative));
    }

    [Fact]
    public async Task Undoing_the_last_decision_brings_the_one_before_back()
    {
        var initiative = await NewInitiativeAsync();
        await _decisions.AcceptAsync(initiative, database.Category("SAN"), "claire", CancellationToken.None);
        var last = await _decisions.RejectAsync(initiative, database.Category("SAN"), "marc", CancellationToken.None);

        await _decisions.UndoAsync(last, "marc", CancellationToken.None);

        Assert.Equal(["SAN confirmed"], await database.CategoriesAsync(initiative));
    }

    [Fact]
    public async Task A_decision_is_undone_once()
    {
        var initiative = await NewInitiativeAsync();
        var decision = await _decisions.AcceptAsync(initiative, database.Category("SAN"), "claire", CancellationToken.None);

        Assert.True(await _decisions.UndoAsync(decision, "claire", CancellationToken.None));
        Assert.False(await _decisions.UndoAsync(decision, "marc", CancellationToken.None));
        Assert.False(await _decisions.UndoAsync(long.MaxValue, "marc", CancellationToken.None));
    }

    [Fact]
    public async Task Saying_the_same_twice_is_saying_it_once_but_another_curator_is_a_second_reading()
    {
        var initiative = await NewInitiativeAsync();

        var first = await _decisions.AcceptAsync(initiative, database.Category("SAN"), "claire", CancellationToken.None);
        var again = await _decisions.AcceptAsync(initiative, database.Category("SAN"), "claire", CancellationToken.None);
        var other = await _decisions.AcceptAsync(initiative, database.Category("SAN"), "marc", CancellationToken.None);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(["marc", "claire"], (await _decisions.ReadAsync(initiative, CancellationToken.None)).Select(decision => decision.DecidedBy));
    }

    [Fact]
    public async Task A_decision_remembers_what_had_been_suggested_and_by_which_model()
    {
        var initiative = await NewInitiativeAsync();
        await SuggestAsync(initiative, "SAN", 0.75f);

        await _decisions.DecideAsync(initiative, [new(database.Category("SAN"), true), new(database.Category("EMP"), true)], "claire", null, CancellationToken.None);

        var decisions = await _decisions.ReadAsync(initiative, CancellationToken.None);
        Assert.Equal([(null, null), (0.75f, "test")], decisions.Select(decision => (decision.Probability, decision.Model)));
    }

    [Fact]
    public async Task Of_two_curators_who_decide_on_the_same_view_one_wins_and_the_other_is_told()
    {
        var initiative = await NewInitiativeAsync();

        var outcomes = await Task.WhenAll(
            _decisions.DecideAsync(initiative, [new(database.Category("SAN"), true)], "claire", 0, CancellationToken.None),
            _decisions.DecideAsync(initiative, [new(database.Category("EMP"), true)], "marc", 0, CancellationToken.None));

        var told = Assert.Single(outcomes, outcome => !outcome.IsStored);
        var stored = Assert.Single(await _decisions.ReadAsync(initiative, CancellationToken.None));
        Assert.Equal(stored, Assert.Single(told.Others));
    }

    [Fact]
    public async Task Verdicts_on_one_initiative_are_stored_all_or_none()
    {
        var initiative = await NewInitiativeAsync();

        await Assert.ThrowsAsync<PostgresException>(() =>
            _decisions.DecideAsync(initiative, [new(database.Category("SAN"), true), new(-1, true)], "claire", null, CancellationToken.None));

        Assert.Empty(await _decisions.ReadAsync(initiative, CancellationToken.None));
    }

    private async Task<long> NewInitiativeAsync()
    {
        var key = Guid.NewGuid().ToString("N");
        return await database.InitiativeAsync(await database.PartnerAsync("p-" + key), key);
    }

    private Task<int> SuggestAsync(long initiative, string path, float probability) => database.ExecuteAsync(
        "insert into suggestion (initiative_id, category_id, probability, model, is_sure) values ($1, $2, $3, 'test', true)",
        initiative, database.Category(path), probability);
}
