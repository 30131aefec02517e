using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Curation.Measures;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class DeskTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private readonly DeskAgenda _agenda = new(database.Source);
    private readonly DeskGestures _gestures = new(database.Source, TimeProvider.System);

    [Fact]
    public async Task Ten_curators_who_ask_at_once_get_ten_different_initiatives()
    {
        var filter = await WaitingAsync(10);

        var claimed = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _agenda.ClaimNextAsync(filter, $"curateur {i}", CancellationToken.None)));

        Assert.Equal(10, claimed.Distinct().Count());
        Assert.DoesNotContain(null, claimed);
        Assert.Null(await _agenda.ClaimNextAsync(filter, "la onzième", CancellationToken.None));
        Assert.Equal(claimed[3], await _agenda.ClaimNextAsync(filter, "curateur 3", CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_that_has_run_out_is_anybodys()
    {
        var filter = await WaitingAsync(1);
        var initiative = (await _agenda.ClaimNextAsync(filter, "claire", CancellationToken.None))!.Value;
        Assert.Equal("claire", (await _agenda.ClaimAsync(initiative, "marc", CancellationToken.None))!.Curator);

        await database.ExecuteAsync("update desk_lease set leased_until = now() - interval '1 second' where initiative_id = $1", initiative);

        Assert.Equal(initiative, await _agenda.ClaimNextAsync(filter, "marc", CancellationToken.None));
        Assert.Equal("marc", (await _agenda.ClaimAsync(initiative, "claire", CancellationToken.None))!.Curator);
    }

    [Fact]
    public async Task Of_two_curators_in_the_same_second_one_wins_and_the_other_is_told_and_may_decide_knowing()
    {
        var filter = await WaitingAsync(1);
        var initiative = (await _agenda.ClaimNextAsync(filter, "claire", CancellationToken.None))!.Value;
        var (yes, no) = (new CategoryVerdict(database.Category("SAN"), true), new CategoryVerdict(database.Category("SAN"), false));

        var outcomes = await Task.WhenAll(
            _gestures.DecideAsync(initiative, [yes], "claire", Guid.NewGuid(), 0, null, CancellationToken.None),
            _gestures.DecideAsync(initiative, [no], "marc", Guid.NewGuid(), 0, null, CancellationToken.None));

        var told = Assert.Single(outcomes, outcome => outcome.Id is null);
        var other = Assert.Single(told.Others);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from decision where initiative_id = $1", initiative));
        var slower = other.DecidedBy == "claire" ? "marc" : "claire";
        var again = await _gestures.DecideAsync(initiative, [slower == "claire" ? yes : no], slower, Guid.NewGuid(), other.Id, null, CancellationToken.None);
        Assert.NotNull(again.Id);
        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from decision where initiative_id = $1 and undone_at is null", initiative));
        Assert.Contains(await _agenda.ListAsync(filter with { Part = DeskPart.Disagreement }, "claire", 10, CancellationToken.None), line => line.Id == initiative);
    }

    [Fact]
    public async Task The_same_form_sent_ten_times_at_once_is_one_gesture()
    {
        var filter = await WaitingAsync(1);
        var initiative = (await _agenda.ClaimNextAsync(filter, "claire", CancellationToken.None))!.Value;
        var key = Guid.NewGuid();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            _gestures.DecideAsync(initiative, [new(database.Category("EMP"), true), new(database.Category("SAN"), false)], "claire", key, 0, null, CancellationToken.None)));

        Assert.Single(outcomes.Select(outcome => outcome.Id).Distinct());
        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from decision where initiative_id = $1", initiative));
    }

    [Fact]
    public async Task The_uncertain_comes_before_the_certain_and_what_people_look_at_before_what_nobody_sees()
    {
        var partner = await database.PartnerAsync("ordre");
        var certain = await SuggestedAsync(partner, "certaine", 0.99f);
        var uncertain = await SuggestedAsync(partner, "incertaine", 0.5f);
        var seen = await SuggestedAsync(partner, "vue", 0.5f);
        await database.ExecuteAsync("insert into initiative_traffic values ($1, 500)", seen);

        var queue = await _agenda.ListAsync(new DeskFilter(PartnerSlug: "ordre"), "claire", 10, CancellationToken.None);

        Assert.Equal([seen, uncertain, certain], queue.Select(line => line.Id));
    }

    [Fact]
    public async Task What_resembles_the_last_confirmed_waits()
    {
        var partner = await database.PartnerAsync("divers");
        var confirmed = await SuggestedAsync(partner, "confirmée", 0.5f);
        var alike = await SuggestedAsync(partner, "pareille", 0.5f);
        var other = await SuggestedAsync(partner, "autre", 0.5f);
        var model = await database.ScalarAsync<long>("insert into embedding_model (name, provider, dimensions, is_active) values ('essai', 'essai', 2, true) returning id");
        foreach (var (initiative, vector) in new[] { (confirmed, "[1,0]"), (alike, "[0.99,0.1]"), (other, "[0,1]") })
        {
            await database.ExecuteAsync("insert into initiative_embedding values ($1, $2, 0, $3::halfvec)", initiative, model, vector);
        }

        await _gestures.DecideAsync(confirmed, [new(database.Category("SAN"), true)], "claire", Guid.NewGuid(), 0, null, CancellationToken.None);

        var queue = await _agenda.ListAsync(new DeskFilter(PartnerSlug: "divers"), "claire", 10, CancellationToken.None);
        Assert.Equal([other, alike], queue.Select(line => line.Id));
        var item = await new DeskReader(database.Source).ReadAsync(alike, CancellationToken.None);
        Assert.Equal("Initiative confirmée", Assert.Single(item!.Neighbours).Title);
        Assert.Equal([database.Category("SAN")], item.Neighbours[0].Categories);
    }

    [Fact]
    public async Task A_changed_initiative_comes_back_and_an_unchanged_one_does_not()
    {
        var filter = await WaitingAsync(1);
        var initiative = (await _agenda.ClaimNextAsync(filter, "claire", CancellationToken.None))!.Value;
        await _gestures.DecideAsync(initiative, [new(database.Category("SAN"), true)], "claire", Guid.NewGuid(), 0, null, CancellationToken.None);
        Assert.Equal(0, await _agenda.CountAsync(filter, "claire", CancellationToken.None));

        await database.ExecuteAsync("update initiative set revision = revision + 1 where id = $1", initiative);

        Assert.Equal(1, await _agenda.CountAsync(filter with { Part = DeskPart.Changed }, "claire", CancellationToken.None));
        Assert.Equal(0, await _agenda.CountAsync(filter with { Part = DeskPart.New }, "claire", CancellationToken.None));
    }

    [Fact]
    public async Task A_bulk_gesture_keeps_to_the_stated_error_rate_and_is_undone_as_one()
    {
        var partner = await database.PartnerAsync("lot");
        var sure = await SuggestedAsync(partner, "sûre", 0.99f);
        var likely = await SuggestedAsync(partner, "probable", 0.95f);
        await SuggestedAsync(partner, "douteuse", 0.6f);
        var bulk = new DeskBulk(database.Source);

        var offered = await bulk.ListAsync(0.04, null, "lot", "claire", 100, CancellationToken.None);
        Assert.Equal([sure, likely], offered.Select(line => line.InitiativeId));
        var key = Guid.NewGuid();
        Assert.Equal(2, await _gestures.AcceptAllAsync([.. offered.Select(line => new BulkLine(line.InitiativeId, line.CategoryId, line.Seen))], "claire", key, CancellationToken.None));
        Assert.Empty(await bulk.ListAsync(0.04, null, "lot", "claire", 100, CancellationToken.None));

        var undone = await _gestures.UndoAsync((await _gestures.ReadLatestAsync("claire", 1, CancellationToken.None))[0].Id, "claire", CancellationToken.None);

        Assert.Equal([sure, likely], undone);
        Assert.Equal(2, (await bulk.ListAsync(0.04, null, "lot", "claire", 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Measures_count_what_was_promised_against_what_was_accepted()
    {
        var partner = await database.PartnerAsync("mesures");
        var before = await new MeasureReader(database.Source).ReadAsync(CancellationToken.None);
        for (var i = 0; i < 4; i++)
        {
            var initiative = await SuggestedAsync(partner, $"mesurée {i}", 0.65f, "SPO");
            await _gestures.DecideAsync(initiative, [new(database.Category("SPO"), i != 0)], "claire", Guid.NewGuid(), 0, DateTimeOffset.UtcNow.AddSeconds(-20), CancellationToken.None);
            if (i < 2)
            {
                await _gestures.DecideAsync(initiative, [new(database.Category("SPO"), true)], "marc", Guid.NewGuid(), long.MaxValue, null, CancellationToken.None);
            }
        }

        var after = await new MeasureReader(database.Source).ReadAsync(CancellationToken.None);

        var sport = Assert.Single(after.Categories, measure => measure.CategoryId == database.Category("SPO"));
        Assert.Equal((4, 4, 4), (sport.Proposed, sport.ProposedRight, sport.Right));
        Assert.Equal(before.DoubleRead + 2, after.DoubleRead);
        Assert.Equal(before.Confirmed + 4, after.Confirmed);
        Assert.InRange(after.Weeks[^1].SecondsEach!.Value, 19, 25);
    }

    private async Task<DeskFilter> WaitingAsync(int count)
    {
        var slug = "file-" + Guid.NewGuid().ToString("N");
        var partner = await database.PartnerAsync(slug);
        for (var i = 0; i < count; i++)
        {
            await SuggestedAsync(partner, $"numéro {i}", 0.5f);
        }

        return new DeskFilter(PartnerSlug: slug);
    }

    private async Task<long> SuggestedAsync(long partner, string key, float probability, string category = "SAN")
    {
        var initiative = await database.InitiativeAsync(partner, key);
        await database.ExecuteAsync(
            "insert into suggestion (initiative_id, category_id, probability, model) values ($1, $2, $3, 'essai-1')", initiative, database.Category(category), probability);
        return initiative;
    }
}
