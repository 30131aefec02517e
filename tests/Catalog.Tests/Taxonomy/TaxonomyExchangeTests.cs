using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Taxonomy.Exchange;
using SocialConnect.Catalog.Tests.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Taxonomy;

public sealed class TaxonomyExchangeTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private static readonly Uri Site = new("https://atlas.example/");

    [Theory]
    [InlineData("turtle")]
    [InlineData("json-ld")]
    [InlineData("csv")]
    public void What_is_written_out_reads_back_as_the_same_taxonomy(string format)
    {
        var statements = SkosWriter.Describe(database.Scheme, Site);
        var read = format switch
        {
            "turtle" => SkosReader.Read(TurtleReader.Read(SkosWriter.ToTurtle(statements))),
            "json-ld" => SkosReader.Read(JsonLdReader.Read(SkosWriter.ToJsonLd(statements))),
            _ => TaxonomyCsv.Read(TagCsv.Decode(TaxonomyCsv.Write(database.Scheme)), database.Scheme),
        };

        var shipped = SchemeDocument.Shipped().Single(document => document.Version == 2);
        Assert.Equal(Flat(shipped), Flat(read));
    }

    [Fact]
    public void Turtle_is_read_with_its_abbreviations()
    {
        var read = SkosReader.Read(TurtleReader.Read(
            """
            # A comment.
            @base <https://voc.example/> .
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            @prefix v: <https://voc.example/c#>.
            <scheme> a skos:ConceptScheme ; skos:prefLabel "Mes \"mots\"\u00a0!"@fr .
            v:eau a skos:Concept; skos:prefLabel "Eau"@fr, "Water"@en; skos:altLabel 'flotte'@fr ;.
            v:mer.salée a skos:Concept ; skos:broader v:eau ; skos:prefLabel '''Mer
            salée'''@fr ; skos:notation "SEL"^^<https://voc.example/type> .
            [] a skos:Concept ; skos:prefLabel "Sans nom"@fr-FR .
            """));

        Assert.Equal("Mes \"mots\"\u00a0!", read.Name["fr"]);
        var themes = Assert.Single(read.Facets).Categories;
        Assert.Equal(["Eau", "Sans nom"], themes.Select(theme => theme.Label["fr"]));
        Assert.Equal(("EAU", "Water", "flotte"), (themes[0].Notation, themes[0].Label["en"], themes[0].Synonyms.Single()));
        Assert.Equal(("SEL", "Mer\nsalée"), (themes[0].Children.Single().Notation, themes[0].Children.Single().Label["fr"]));
    }

    [Fact]
    public void Json_ld_is_read_with_a_context_of_terms_and_language_maps()
    {
        var read = SkosReader.Read(JsonLdReader.Read(
            """
            { "@context": { "skos": "http://www.w3.org/2004/02/skos/core#", "id": "@id", "type": "@type", "Concept": "skos:Concept",
                            "nom": { "@id": "skos:prefLabel", "@container": "@language" }, "sous": { "@id": "skos:broader", "@type": "@id" } },
              "@graph": [ { "id": "https://voc.example/a", "type": "Concept", "nom": { "fr": "Air", "en": "Air" } },
                          { "id": "https://voc.example/b", "type": "Concept", "nom": { "fr": "Vent" }, "sous": "https://voc.example/a" } ] }
            """));

        var air = Assert.Single(Assert.Single(read.Facets).Categories);
        Assert.Equal(("Air", "Vent"), (air.Label["fr"], air.Children.Single().Label["fr"]));
    }

    [Theory]
    [InlineData("@prefix skos: <http://x/#> .\nskos:a skos:b (1 2) .", 2)]
    [InlineData("v:a v:b v:c .", 1)]
    [InlineData("<a> <b> \"sans fin .", 1)]
    [InlineData("<a> <b>\n<c>", 2)]
    public void Broken_turtle_is_refused_with_its_line(string text, int line) =>
        Assert.Equal(line, Assert.Throws<UnreadableTaxonomyException>(() => TurtleReader.Read(text)).Line);

    [Fact]
    public void Hostile_files_are_refused()
    {
        Assert.Throws<UnreadableTaxonomyException>(() => TurtleReader.Read("<a> <b> " + new string('[', 100_000)));
        Assert.Throws<UnreadableTaxonomyException>(() => JsonLdReader.Read(new string('[', 100_000)));
        Assert.Throws<UnreadableTaxonomyException>(() => SkosReader.Read(JsonLdReader.Read("{}")));
        var circle = TurtleReader.Read("@prefix s: <http://www.w3.org/2004/02/skos/core#> . <a:a> a s:Concept; s:broader <a:b> . <a:b> a s:Concept; s:broader <a:a> .");
        Assert.Single(SkosReader.Read(circle).Facets.Single().Categories);
    }

    [Fact]
    public async Task A_new_version_in_force_keeps_what_was_decided_under_the_old_one_and_the_old_one_can_come_back()
    {
        var partner = await database.PartnerAsync("versions");
        var initiative = await database.InitiativeAsync(partner, "1", "ciné-club du bourg");
        await new DecisionStore(database.Source).AcceptAsync(initiative, database.Category("SAN/PRV"), "ana", CancellationToken.None);
        await new PartnerTagStore(database.Source).DecideAsync([TagDecision.Map(new(partner, "ciné-club du bourg"), [database.Category("TOU/TOU")])], "ana", CancellationToken.None);
        await database.MapTagsAsync();
        var versions = new TaxonomyVersions(database.Source, database.Taxonomy);
        var document = SchemeDocument.Shipped().Single(document => document.Version == 2);
        var themes = document.Facets[0];
        // The new version lacks tourism and calls prevention by another code.
        var changed = document with
        {
            Facets =
            [
                themes with
                {
                    Categories = [.. themes.Categories.Where(theme => theme.Notation != "TOU").Select(theme => theme with
                    {
                        ChildrenOrNull = [.. theme.Children.Select(child => child.Notation == "PRV" ? child with { Notation = "PREV" } : child)],
                    })],
                },
                .. document.Facets.Skip(1),
            ],
        };

        var id = await versions.AddAsync(changed, CancellationToken.None);
        var orphans = await versions.FindOrphansAsync(id, CancellationToken.None);
        Assert.Equal(["TOU", "TOU/TOU"], orphans.Select(orphan => database.Scheme.Find(orphan.Category)!.Path).Order());
        await versions.RelateAsync(database.Category("TOU/TOU"), id, [(await database.Taxonomy.ReadAsync(id, CancellationToken.None))!.Find("theme", "ART/ART")!.Id], CancellationToken.None);
        Assert.True(await versions.ActivateAsync(id, CancellationToken.None));
        await database.MapTagsAsync();

        var now = await database.Taxonomy.ReadActiveAsync(CancellationToken.None);
        Assert.Equal(3, now.Version);
        var ids = await database.ScalarAsync<long[]>("select array(select category_id from initiative_category where initiative_id = $1)", initiative);
        Assert.Equal(["ART", "ART/ART", "SAN", "SAN/PREV"], ids.Select(category => now.Find(category)!.Path).Order());
        Assert.False(await versions.RemoveAsync(id, CancellationToken.None));

        Assert.True(await versions.ActivateAsync(database.Scheme.Id, CancellationToken.None));
        await database.MapTagsAsync();
        Assert.Equal(["SAN confirmed", "SAN/PRV confirmed", "TOU mapped", "TOU/TOU mapped"], await database.CategoriesAsync(initiative));
        Assert.True(await versions.RemoveAsync(id, CancellationToken.None));
    }

    private static List<string> Flat(SchemeDocument document) =>
        [.. document.Walk().Select(entry => string.Join('§',
            entry.Facet, entry.Parent?.Notation, entry.Category.Notation,
            string.Join('|', entry.Category.Words().Select(word => $"{word.Language}:{word.Kind}:{word.Text}").Order(StringComparer.Ordinal))))];
}
