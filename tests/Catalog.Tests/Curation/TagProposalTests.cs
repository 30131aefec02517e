using SocialConnect.Catalog.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class TagProposalTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    [Theory]
    [InlineData("Economie circulaire", "CON", TagWitness.Synonym, 0.4)]
    [InlineData("MOBILITES", "TER/MOB", TagWitness.Label, 0.7)]
    [InlineData("Culture / Santé", "ART", TagWitness.Part, 0.4)]
    [InlineData("Ateliers de covoiturage du mardi", "TER/MOB", TagWitness.Contained, 0.2)]
    public async Task The_words_of_a_tag_propose_a_category_and_say_why(string tag, string path, TagWitness witness, double atLeast)
    {
        var proposal = (await ProposeAsync(new TagName(1, tag))).First(proposal => proposal.Category.Path == path);

        Assert.Equal(witness, proposal.Reasons[0].Witness);
        Assert.InRange(proposal.Probability, atLeast, 0.99);
    }

    [Fact]
    public async Task What_other_partners_mean_by_the_tag_counts_by_how_many_agree()
    {
        var unsure = new TagName(await database.PartnerAsync("unsure"), "Rebond");
        for (var partner = 0; partner < 3; partner++)
        {
            await MapAsync(await database.PartnerAsync($"agrees-{partner}"), "rebond", "EMP/ACE");
        }

        await MapAsync(await database.PartnerAsync("differs"), "REBOND", "SPO");

        var proposals = await ProposeAsync(unsure);

        Assert.Equal(["EMP/ACE", "SPO"], proposals.Select(proposal => proposal.Category.Path));
        Assert.Equal((TagWitness.SameTag, 3), (proposals[0].Reasons[0].Witness, proposals[0].Reasons[0].Count));
        Assert.True(proposals[0].Probability > proposals[1].Probability + 0.2, $"{proposals[0].Probability} and {proposals[1].Probability}");
    }

    [Fact]
    public async Task A_tag_spelt_alike_and_mapped_already_is_a_weaker_reason()
    {
        var partner = await database.PartnerAsync("alike");
        await MapAsync(partner, "Zootopies kamiques", "ENV/PRN");

        var proposal = (await ProposeAsync(new TagName(partner, "Zootopie kamique"))).Single();

        Assert.Equal(("ENV/PRN", TagWitness.SimilarOwnTag, "Zootopies kamiques"), (proposal.Category.Path, proposal.Reasons[0].Witness, proposal.Reasons[0].Text));
        Assert.InRange(proposal.Probability, 0.4, 0.8);
    }

    [Fact]
    public async Task What_curators_confirmed_of_its_bearers_is_a_reason()
    {
        var partner = await database.PartnerAsync("bearers");
        foreach (var key in new[] { "1", "2", "3", "4", "5", "6" })
        {
            var initiative = await database.InitiativeAsync(partner, key, "Kw-42");
            await database.ExecuteAsync(
                "insert into decision (initiative_id, category_id, verdict, decided_by) values ($1, $2, 'accepted', 'ana')", initiative, database.Category("SAN/PRV"));
        }

        var proposal = (await ProposeAsync(new TagName(partner, "Kw-42"))).Single();

        Assert.Equal(("SAN/PRV", TagWitness.Confirmed, 6), (proposal.Category.Path, proposal.Reasons[0].Witness, proposal.Reasons[0].Count));
        Assert.InRange(proposal.Probability, 0.7, 0.9);
    }

    [Fact]
    public async Task A_tag_that_says_nothing_gets_no_proposal() => Assert.Empty(await ProposeAsync(new TagName(1, "Xylqz 12")));

    private async Task<IReadOnlyList<TagProposal>> ProposeAsync(TagName tag) =>
        (await new TagProposals(database.Source, database.Taxonomy).ForAsync([tag], CancellationToken.None))[tag];

    private Task<Guid?> MapAsync(long partner, string tag, string path) =>
        new PartnerTagStore(database.Source).DecideAsync([TagDecision.Map(new(partner, tag), [database.Category(path)])], "ana", CancellationToken.None);
}
