using System.Text;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Partners;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class TagImportTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private PartnerTagStore Tags => new(database.Source);

    private TagImport Import => new(database.Source, database.Taxonomy, new PartnerStore(database.Source));

    [Fact]
    public async Task A_table_maps_by_path_label_or_synonym_and_says_what_it_could_not_use()
    {
        var partner = await database.PartnerAsync("table");

        var plan = await Import.ReadAsync(
            """
            Étiquette;Partenaire;Catégories;État
            Vélo du lundi;table;theme:TER/MOB | audience:SENIORS;
            "Bien; manger";Partenaire table;alimentation durable;
            Bof;table;;ignorée
            Mystère;table;théorie des cordes;
            Perdue;inconnu;TER;
            ;table;TER;
            Vide;table;;
            """,
            null, null, CancellationToken.None);

        Assert.Equal(
            [
                (5, TagImportProblem.UnknownCategory, "théorie des cordes"),
                (6, TagImportProblem.UnknownPartner, "inconnu"),
                (7, TagImportProblem.NoTag, null),
                (8, TagImportProblem.NoCategory, null),
            ],
            plan.Refused.Select(line => (line.Number, line.Problem!.Value, line.About)));
        await Tags.DecideAsync(plan.Decisions, "ana", CancellationToken.None);
        var mapped = (await Tags.ListAsync(new TagFilter(PartnerSlug: "table"), CancellationToken.None)).ToDictionary(tag => tag.Tag);
        Assert.Equal(new[] { database.Category("SENIORS", "audience"), database.Category("TER/MOB") }.Order(), mapped["Vélo du lundi"].Categories);
        Assert.Equal([database.Category("ENV/ALI")], mapped["Bien; manger"].Categories);
        Assert.Equal((TagState.Ignored, 3), (mapped["Bof"].State, mapped.Count));
        Assert.All(plan.Decisions, decision => Assert.Equal(partner, decision.PartnerId));
    }

    [Fact]
    public async Task What_is_written_out_reads_back_as_the_same_mappings()
    {
        var partner = await database.PartnerAsync("round");
        await database.InitiativeAsync(partner, "1", "=1+1", "Une \"étiquette\"; à guillemets", "sans suite");
        await Tags.DecideAsync(
            [
                TagDecision.Map(new(partner, "=1+1"), [database.Category("ENV/ENE"), database.Category("SAN")]),
                TagDecision.Ignore(new(partner, "Une \"étiquette\"; à guillemets")),
            ],
            "ana", CancellationToken.None);

        using var file = new MemoryStream();
        await TagCsv.WriteAsync(file, database.Scheme, Tags.ReadAllAsync(new TagFilter(PartnerSlug: "round"), CancellationToken.None), CancellationToken.None);
        var table = TagCsv.Decode(file.ToArray());
        var plan = await Import.ReadAsync(table, null, null, CancellationToken.None);

        Assert.Contains("'=1+1", table, StringComparison.Ordinal);
        Assert.Equal(["sans suite"], plan.Refused.Select(line => line.Tag));
        Assert.Null(await Tags.DecideAsync(plan.Decisions, "bob", CancellationToken.None));
    }

    [Fact]
    public async Task A_spreadsheet_in_windows_letters_with_commas_for_one_partner_is_understood()
    {
        var partner = await database.PartnerAsync("excel");
        var file = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("étiquette,catégorie\r\nÉcoénergie,Énergies\r\n");

        var plan = await Import.ReadAsync(TagCsv.Decode(file), null, "excel", CancellationToken.None);

        var decision = Assert.Single(plan.Decisions);
        Assert.Equal((partner, "Écoénergie", database.Category("ENV/ENE")), (decision.PartnerId, decision.Tag, decision.Categories.Single()));
    }

    [Theory]
    [InlineData("", TagImportProblem.Empty)]
    [InlineData("nom;valeur\na;b", TagImportProblem.NoColumns)]
    [InlineData("étiquette;catégories\na;TER", TagImportProblem.NoColumns)]
    public async Task A_file_that_is_no_such_table_is_refused_as_a_whole(string table, TagImportProblem problem)
    {
        var plan = await Import.ReadAsync(table, null, null, CancellationToken.None);

        Assert.Equal(problem, plan.Problem);
        Assert.Empty(plan.Decisions);
    }

    [SkippableFact]
    public async Task The_mappings_made_by_hand_under_the_first_nomenclature_carry_over()
    {
        var plan = await CarrefourMappings.ReadAsync(database);

        Assert.Equal(835, plan.Lines.Count);
        // What stays behind was filed under « Autres », which has no successor.
        Assert.All(plan.Refused, line => Assert.Equal(TagImportProblem.UnknownCategory, line.Problem));
        Assert.All(plan.Refused, line => Assert.Contains("AUT", line.Categories, StringComparison.Ordinal));
        Assert.True(plan.Decisions.Count > 700, $"{plan.Decisions.Count} decisions");
        var energy = plan.Lines.First(line => line is { Tag: "Energie", Categories: "ENE" });
        Assert.Equal([database.Category("ENV/ENE")], energy.Decision!.Categories);
    }
}
