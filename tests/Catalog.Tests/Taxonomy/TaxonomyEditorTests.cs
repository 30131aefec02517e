using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Taxonomy.Editing;
using SocialConnect.Catalog.Tests.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Taxonomy;

public sealed class TaxonomyEditorTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private TaxonomyEditor Editor => new(database.Source, database.Taxonomy);

    [Fact]
    public async Task An_added_category_takes_the_tags_that_say_its_name_and_undoing_gives_them_back()
    {
        var initiative = await InitiativeAsync("add", "Apithérapie");

        var edit = new TaxonomyEdit.Add("theme", database.Category("SAN"), "API", Words("Apithérapie"));
        var preview = await Editor.PreviewAsync(edit, "ana", CancellationToken.None);
        Assert.Empty(await database.CategoriesAsync(initiative));
        var done = await Editor.ApplyAsync(edit, "ana", CancellationToken.None);

        Assert.Equal((1, 1, true), (preview.Effect!.Tags, preview.Effect.Initiatives, preview.Effect.IsExact));
        Assert.Equal(preview.Effect with { Counts = [] }, done.Effect! with { Counts = [] });
        Assert.Contains(done.Effect.Counts, count => (count.Label, count.Before, count.After) == ("Apithérapie", 0, 1));
        Assert.Equal(["SAN", "SAN/API"], await InForceAsync(initiative));

        await Editor.UndoAsync(done.ChangeId!.Value, "bob", CancellationToken.None);

        Assert.Empty(await InForceAsync(initiative));
        Assert.Null((await ReadAsync()).Find("theme", "SAN/API"));
    }

    [Fact]
    public async Task A_renamed_category_keeps_its_old_name_as_a_synonym()
    {
        var sport = (await ReadAsync()).Find("theme", "TOU")!;

        var done = await Editor.ApplyAsync(new TaxonomyEdit.Reword(sport.Id, CategoryWords.Of(sport) with { Label = "Voyages et vacances douces" }), "ana", CancellationToken.None);

        var renamed = (await ReadAsync()).Find(sport.Id)!;
        Assert.Equal("Voyages et vacances douces", renamed.Label);
        Assert.Contains("Tourisme", renamed.SynonymsIn("fr"));
        await Editor.UndoAsync(done.ChangeId!.Value, "ana", CancellationToken.None);
        var back = (await ReadAsync()).Find(sport.Id)!;
        Assert.Equal((sport.Label, string.Join('|', sport.SynonymsIn("fr"))), (back.Label, string.Join('|', back.SynonymsIn("fr"))));
    }

    [Fact]
    public async Task A_merged_category_counts_for_the_other_with_its_words_and_decisions_until_undone()
    {
        var initiative = await InitiativeAsync("merge", "fanfare");
        var decided = await InitiativeAsync("merge-decided");
        await new DecisionStore(database.Source).AcceptAsync(decided, database.Category("ART/ART"), "ana", CancellationToken.None);
        Assert.Equal(["ART", "ART/ART"], await InForceAsync(initiative));

        var done = await Editor.ApplyAsync(new TaxonomyEdit.Merge(database.Category("ART/ART"), database.Category("PAT/PAT")), "ana", CancellationToken.None);

        Assert.Equal(["PAT", "PAT/PAT"], await InForceAsync(initiative));
        Assert.Equal(["PAT", "PAT/PAT"], await InForceAsync(decided));
        var scheme = await ReadAsync();
        Assert.Contains("fanfare", scheme.Find("theme", "PAT/PAT")!.SynonymsIn("fr"));
        Assert.Equal("PAT/PAT", scheme.InUse(scheme.Find(database.Category("ART/ART"))!)!.Path);

        await Editor.UndoAsync(done.ChangeId!.Value, "ana", CancellationToken.None);

        Assert.Equal(["ART", "ART/ART"], await InForceAsync(initiative));
        Assert.Equal(["ART", "ART/ART"], await InForceAsync(decided));
    }

    [Fact]
    public async Task A_split_sends_each_tag_to_the_part_that_has_its_word_and_the_rest_to_the_heir()
    {
        var wood = await InitiativeAsync("split-wood", "biogaz");
        var wind = await InitiativeAsync("split-wind", "éoliennes");
        var byHand = await InitiativeAsync("split-hand", "moulins à vent");
        var partner = await database.ScalarAsync<long>("select id from partner where slug = 'split-hand'");
        await new PartnerTagStore(database.Source).DecideAsync([TagDecision.Map(new(partner, "moulins à vent"), [database.Category("ENV/ENE")])], "ana", CancellationToken.None);
        await database.MapTagsAsync();

        var done = await Editor.ApplyAsync(
            new TaxonomyEdit.Split(database.Category("ENV/ENE"), [new("VEN", "Énergie du vent", null, ["éolien", "éoliennes", "moulin à vent"]), new("AUE", "Autres énergies", null, [])], HeirPlace: 1),
            "ana", CancellationToken.None);
        await database.MapTagsAsync();

        Assert.Equal(["ENV", "ENV/AUE"], await InForceAsync(wood));
        Assert.Equal(["ENV", "ENV/VEN"], await InForceAsync(wind));
        Assert.Equal(["ENV", "ENV/VEN"], await InForceAsync(byHand));

        await Editor.UndoAsync(done.ChangeId!.Value, "ana", CancellationToken.None);
        await database.MapTagsAsync();
        foreach (var initiative in new[] { wood, wind, byHand })
        {
            Assert.Equal(["ENV", "ENV/ENE"], await InForceAsync(initiative));
        }
    }

    [Fact]
    public async Task A_moved_category_takes_its_initiatives_to_the_other_theme()
    {
        var initiative = await InitiativeAsync("move", "recyclerie");

        var done = await Editor.ApplyAsync(new TaxonomyEdit.Move(database.Category("ENV/GES"), database.Category("CON"), null), "ana", CancellationToken.None);

        Assert.Equal(["CON", "CON/GES"], await InForceAsync(initiative));
        await Editor.UndoAsync(done.ChangeId!.Value, "ana", CancellationToken.None);
        Assert.Equal(["ENV", "ENV/GES"], await InForceAsync(initiative));
    }

    [Fact]
    public async Task An_edit_of_what_somebody_has_edited_since_is_not_undone()
    {
        var category = (await ReadAsync()).Find("audience", "TOUS")!;
        var first = await Editor.ApplyAsync(new TaxonomyEdit.Reword(category.Id, CategoryWords.Of(category) with { Definition = "Un." }), "ana", CancellationToken.None);
        await Editor.ApplyAsync(new TaxonomyEdit.Reword(category.Id, CategoryWords.Of(category) with { Definition = "Deux." }), "bob", CancellationToken.None);

        var undo = await Editor.UndoAsync(first.ChangeId!.Value, "ana", CancellationToken.None);

        Assert.Equal(TaxonomyProblem.ChangedSince, undo.Problem);
        Assert.Equal("Deux.", (await ReadAsync()).Find(category.Id)!.DefinitionIn("fr"));
        Assert.Equal(["bob", "ana"], (await Editor.HistoryAsync(2, CancellationToken.None)).Select(change => change.ChangedBy));
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_its_reason()
    {
        var (health, mobility) = (database.Category("SAN"), database.Category("TER/MOB"));
        (TaxonomyEdit Edit, TaxonomyProblem Problem)[] refused =
        [
            (new TaxonomyEdit.Add("theme", null, "san", Words("Neuf")), TaxonomyProblem.BadNotation),
            (new TaxonomyEdit.Add("theme", null, "SAN", Words("Neuf")), TaxonomyProblem.NotationTaken),
            (new TaxonomyEdit.Add("theme", null, "NEU", Words("Covoiturages")), TaxonomyProblem.WordTaken),
            (new TaxonomyEdit.Add("theme", null, "NEU", Words(" ")), TaxonomyProblem.NoLabel),
            (new TaxonomyEdit.Add("humeur", null, "NEU", Words("Neuf")), TaxonomyProblem.UnknownFacet),
            (new TaxonomyEdit.Add("theme", mobility, "NEU", Words("Neuf")), TaxonomyProblem.TooDeep),
            (new TaxonomyEdit.Move(health, database.Category("TER"), null), TaxonomyProblem.TooDeep),
            (new TaxonomyEdit.Merge(mobility, mobility), TaxonomyProblem.BadTarget),
            (new TaxonomyEdit.Merge(mobility, database.Category("JEUNES", "audience")), TaxonomyProblem.BadTarget),
            (new TaxonomyEdit.Split(mobility, [new("UN", "Un seul", null, [])], 0), TaxonomyProblem.TooFewParts),
            (new TaxonomyEdit.Deprecate(health, null), TaxonomyProblem.HasChildren),
            (new TaxonomyEdit.Deprecate(999_999, null), TaxonomyProblem.UnknownCategory),
        ];

        foreach (var (edit, problem) in refused)
        {
            Assert.Equal(problem, (await Editor.ApplyAsync(edit, "ana", CancellationToken.None)).Problem);
        }
    }

    private static CategoryWords Words(string label) => new(label, null, null, null, [], []);

    private async Task<long> InitiativeAsync(string slug, params string[] tags)
    {
        var initiative = await database.InitiativeAsync(await database.PartnerAsync(slug), slug, tags);
        await database.MapTagsAsync();
        return initiative;
    }

    private async Task<Scheme> ReadAsync()
    {
        database.Taxonomy.Forget();
        return await database.Taxonomy.ReadActiveAsync(CancellationToken.None);
    }

    private async Task<string[]> InForceAsync(long initiative)
    {
        var scheme = await ReadAsync();
        var ids = await database.ScalarAsync<long[]>("select array(select category_id from initiative_category where initiative_id = $1)", initiative);
        return [.. ids.Select(id => scheme.Find(id)!).Where(category => category.Facet == "theme").Select(category => category.Path).Order(StringComparer.Ordinal)];
    }
}
