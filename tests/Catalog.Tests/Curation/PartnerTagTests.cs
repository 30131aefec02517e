using SocialConnect.Catalog.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class PartnerTagTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private PartnerTagStore Tags => new(database.Source);

    [Fact]
    public async Task A_tag_that_is_a_label_or_synonym_is_mapped_by_itself_and_marked_so()
    {
        var partner = await database.PartnerAsync("automatic");
        var initiative = await database.InitiativeAsync(partner, "velo", "Velos", "Divers trucs");

        await database.MapTagsAsync();

        Assert.Equal(["TER mapped", "TER/MOB mapped"], await database.CategoriesAsync(initiative));
        var tags = await Tags.ListAsync(new TagFilter(PartnerSlug: "automatic"), CancellationToken.None);
        Assert.Equal([("Divers trucs", TagState.Unmapped, 1), ("Velos", TagState.Automatic, 1)], tags.Select(tag => (tag.Tag, tag.State, tag.Initiatives)));
        Assert.Equal("Initiative velo", tags[0].Examples.Single().Title);
    }

    [Fact]
    public async Task The_same_word_means_different_things_to_two_partners()
    {
        var (one, other) = (await database.PartnerAsync("sense-a"), await database.PartnerAsync("sense-b"));
        var (ofOne, ofOther) = (await database.InitiativeAsync(one, "1", "Médiation zzz"), await database.InitiativeAsync(other, "2", "Médiation zzz"));

        await Tags.DecideAsync([TagDecision.Map(new(one, "Médiation zzz"), [database.Category("SOL/LIE")])], "ana", CancellationToken.None);
        await Tags.DecideAsync([TagDecision.Map(new(other, "Médiation zzz"), [database.Category("NUM/NUM")])], "ana", CancellationToken.None);
        await database.MapTagsAsync();

        Assert.Equal(["SOL mapped", "SOL/LIE mapped"], await database.CategoriesAsync(ofOne));
        Assert.Equal(["NUM mapped", "NUM/NUM mapped"], await database.CategoriesAsync(ofOther));
    }

    [Fact]
    public async Task Remapping_touches_the_initiatives_that_bear_the_tag_and_no_others()
    {
        var partner = await database.PartnerAsync("touch");
        var bearer = await database.InitiativeAsync(partner, "bearer", "Truc xyz");
        await database.InitiativeAsync(partner, "other", "Autre xyz");
        await database.InitiativeAsync(await database.PartnerAsync("touch-elsewhere"), "same-word", "Truc xyz");
        await database.MapTagsAsync();

        await Tags.DecideAsync([TagDecision.Map(new(partner, "Truc xyz"), [database.Category("SAN")])], "ana", CancellationToken.None);

        Assert.Equal([bearer], await database.MapTagsAsync());
        Assert.Equal(["SAN mapped"], await database.CategoriesAsync(bearer));
    }

    [Fact]
    public async Task Correcting_an_automatic_mapping_is_kept_and_can_be_undone()
    {
        var partner = await database.PartnerAsync("undo");
        var initiative = await database.InitiativeAsync(partner, "1", "Culture");
        await database.MapTagsAsync();

        var batch = await Tags.DecideAsync([TagDecision.Map(new(partner, "Culture"), [database.Category("ENV/AGR")])], "ana", CancellationToken.None);
        await database.MapTagsAsync();
        Assert.Equal(["ENV mapped", "ENV/AGR mapped"], await database.CategoriesAsync(initiative));

        var undo = await Tags.UndoAsync(batch!.Value, "bob", CancellationToken.None);
        await database.MapTagsAsync();

        Assert.Equal((1, 0), (undo.Undone, undo.ChangedSince.Count));
        Assert.Equal(["ART mapped"], await database.CategoriesAsync(initiative));
        var history = await Tags.HistoryAsync(new(partner, "Culture"), 10, CancellationToken.None);
        Assert.Equal(("ana", "bob", TagState.Automatic, TagState.Mapped), (history[0].ChangedBy, history[0].UndoneBy, history[0].Before, history[0].After));
        Assert.Equal(TagState.Automatic, (await Tags.ListAsync(new TagFilter(PartnerSlug: "undo"), CancellationToken.None))[0].State);
    }

    [Fact]
    public async Task A_bulk_gesture_is_undone_whole_but_for_what_somebody_changed_since()
    {
        var partner = await database.PartnerAsync("bulk");
        await database.InitiativeAsync(partner, "1", "aaa1", "aaa2", "aaa3");
        TagName[] names = [new(partner, "aaa1"), new(partner, "aaa2"), new(partner, "aaa3")];
        var batch = await Tags.DecideAsync([.. names.Select(name => TagDecision.Map(name, [database.Category("SPO")]))], "ana", CancellationToken.None);
        await Tags.DecideAsync([TagDecision.Ignore(names[1])], "bob", CancellationToken.None);

        var undo = await Tags.UndoAsync(batch!.Value, "ana", CancellationToken.None);

        Assert.Equal(2, undo.Undone);
        Assert.Equal(["aaa2"], undo.ChangedSince);
        var counts = await Tags.CountStatesAsync("bulk", CancellationToken.None);
        Assert.Equal(new TagCounts(2, 0, 0, 1), counts);
    }

    [Fact]
    public async Task Deciding_what_is_so_already_changes_nothing()
    {
        var partner = await database.PartnerAsync("same");
        var name = new TagName(partner, "inconnu");
        await Tags.DecideAsync([TagDecision.Ignore(name)], "ana", CancellationToken.None);

        Assert.Null(await Tags.DecideAsync([TagDecision.Ignore(name)], "bob", CancellationToken.None));
        Assert.Single(await Tags.HistoryAsync(name, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Tags_are_found_by_part_and_without_accents_and_wildcards_are_letters()
    {
        var partner = await database.PartnerAsync("find");
        await database.InitiativeAsync(partner, "1", "Écologie_100%", "Ecoute");

        var found = await Tags.ListAsync(new TagFilter(PartnerSlug: "find", Text: "ecologie_1"), CancellationToken.None);

        Assert.Equal(["Écologie_100%"], found.Select(tag => tag.Tag));
        Assert.Equal(0, await Tags.CountAsync(new TagFilter(PartnerSlug: "find", Text: "ecologie%1"), CancellationToken.None));
        Assert.Equal(2, await Tags.CountAsync(new TagFilter(TagState.Unmapped, "find"), CancellationToken.None));
    }

    [Fact]
    public async Task A_mapping_changed_while_the_step_runs_is_never_lost()
    {
        var partner = await database.PartnerAsync("race");
        var initiatives = new List<long>();
        for (var number = 0; number < 20; number++)
        {
            initiatives.Add(await database.InitiativeAsync(partner, $"race-{number}", "tag de course"));
        }

        var name = new TagName(partner, "tag de course");
        var (sport, health) = (database.Category("SPO"), database.Category("SAN"));
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await database.MapTagsAsync();
            }
        })).ToList();
        for (var turn = 0; turn < 60; turn++)
        {
            await Tags.DecideAsync([TagDecision.Map(name, [turn % 2 == 0 ? sport : health])], "ana", CancellationToken.None);
        }

        await stop.CancelAsync();
        await Task.WhenAll(workers);
        await database.MapTagsAsync();

        foreach (var initiative in initiatives)
        {
            Assert.Equal(["SAN mapped"], await database.CategoriesAsync(initiative));
        }
    }
}
