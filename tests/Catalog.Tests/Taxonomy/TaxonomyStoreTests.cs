using Microsoft.Extensions.Logging.Abstractions;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Taxonomy;

public sealed class TaxonomyStoreTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private TaxonomyStore Store => new(database.Source, TimeProvider.System);

    private SchemeImport Import => new(database.Source, NullLogger<SchemeImport>.Instance);

    public Task InitializeAsync() => Import.ImportAsync(SchemeDocument.Shipped(), CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_shipped_taxonomy_is_in_force_whole_and_in_order()
    {
        var scheme = await Store.ReadActiveAsync(CancellationToken.None);

        Assert.Equal(("carrefour", 2), (scheme.Name, scheme.Version));
        Assert.Equal("Éducation et jeunesse", scheme.Themes.First().Label);
        Assert.Equal(16, scheme.Themes.Count());
        var mobility = scheme.Find("theme", "TER/MOB")!;
        Assert.Equal("Mobilité", mobility.Label);
        Assert.Equal("TER", scheme.Parent(mobility)!.Notation);
        Assert.Equal("Enfants", scheme.Roots("audience").First().Label);
        Assert.StartsWith("Se déplacer", mobility.DefinitionIn("fr"), StringComparison.Ordinal);
        Assert.Contains("covoiturage", mobility.SynonymsIn("fr"));
        Assert.Contains("j’ai pas le permis", mobility.ExpressionsIn("fr"));
    }

    [Fact]
    public async Task Starting_again_or_twice_at_once_changes_nothing()
    {
        var before = await Store.ReadActiveAsync(CancellationToken.None);

        await Task.WhenAll(Import.ImportAsync(SchemeDocument.Shipped(), CancellationToken.None), Import.ImportAsync(SchemeDocument.Shipped(), CancellationToken.None));

        var after = await Store.ReadActiveAsync(CancellationToken.None);
        Assert.Equal((before.Id, before.Edition, before.Categories.Count), (after.Id, after.Edition, after.Categories.Count));
    }

    [Theory]
    [InlineData("Mobilités", "TER/MOB")]
    [InlineData("economie circulaire", "CON")]
    [InlineData("ECO-CONSTRUCTION", "TER/AMH")]
    [InlineData("Personnes âgées", "SOL/SEN")]
    public async Task A_tag_finds_its_theme_whatever_its_spelling(string tag, string path)
    {
        var scheme = await Store.ReadActiveAsync(CancellationToken.None);

        var match = scheme.Matching(tag).First(match => match.Category.Facet == Facet.Theme);

        Assert.Equal(path, match.Category.Path);
    }

    [Fact]
    public async Task A_later_release_adds_and_removes_words_and_keeps_what_curators_wrote()
    {
        var first = Small("Premier nom", ["un", "deux"]);
        await Import.ImportAsync([first], CancellationToken.None);
        await database.ExecuteAsync("insert into category_label (category_id, language, kind, text) select id, 'fr', 'synonym', 'main' from category where notation = 'ZZZ'");
        await database.ExecuteAsync("update category_label set text = 'Nom de la main' where kind = 'preferred' and language = 'en' and category_id = (select id from category where notation = 'ZZZ')");

        await Import.ImportAsync([Small("Second nom", ["deux", "trois"])], CancellationToken.None);

        var scheme = (await Store.ReadAsync("small", 1, CancellationToken.None))!;
        var category = scheme.Find("theme", "ZZZ")!;
        Assert.Equal(["deux", "main", "trois"], category.SynonymsIn("fr").Order());
        Assert.Equal(("Second nom", "Nom de la main"), (category.Label, category.LabelIn("en")));
        Assert.Equal(2, scheme.Edition);
    }

    [Fact]
    public async Task An_edit_made_elsewhere_shows_within_seconds_and_costs_no_query_before()
    {
        var clock = new SteppedClock();
        var store = new TaxonomyStore(database.Source, clock);
        var before = await store.ReadActiveAsync(CancellationToken.None);
        await database.ExecuteAsync("update scheme set edition = edition + 1 where is_active");

        Assert.Same(before, await store.ReadActiveAsync(CancellationToken.None));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(before.Edition + 1, (await store.ReadActiveAsync(CancellationToken.None)).Edition);
        var kept = await store.ReadActiveAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Same(kept, await store.ReadActiveAsync(CancellationToken.None));
    }

    private static SchemeDocument Small(string label, List<string> synonyms) => new(
        "small", 1, new() { ["fr"] = "Petit", ["en"] = "Small" },
        [
            new("theme", new() { ["fr"] = "Thème", ["en"] = "Theme" },
            [
                new("ZZZ", new() { ["fr"] = label, ["en"] = "Name" }, new() { ["fr"] = "Sens.", ["en"] = "Meaning." }, synonyms, []),
            ]),
        ]);

    private sealed class SteppedClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
