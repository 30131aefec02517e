using SocialConnect.Catalog.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class TagOddsTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    [Fact]
    public async Task A_witness_that_curators_keep_contradicting_is_believed_less_and_one_they_follow_more()
    {
        var (partner, asked) = (await database.PartnerAsync("habits"), await database.PartnerAsync("asked"));
        var tags = new PartnerTagStore(database.Source);
        var proposals = new TagProposals(database.Source, database.Taxonomy);
        TagName contains = new(asked, "Grand covoiturage"), names = new(asked, "Bidule / Covoiturage");
        var before = await proposals.ForAsync([contains, names], CancellationToken.None);

        await tags.DecideAsync([.. Few().Select(word => TagDecision.Ignore(new(partner, $"{word} covoiturage")))], "ana", CancellationToken.None);
        var soon = await proposals.ForAsync([contains], CancellationToken.None);
        await tags.DecideAsync(
            [
                .. Many().Select(word => TagDecision.Ignore(new(partner, $"{word} covoiturage"))),
                .. Many().Select(word => TagDecision.Map(new(partner, $"{word} / covoiturage"), [database.Category("TER/MOB")])),
            ],
            "ana", CancellationToken.None);
        // A process that has seen none of it learns the same as one that was there.
        var after = await new TagProposals(database.Source, database.Taxonomy).ForAsync([contains, names], CancellationToken.None);

        Assert.Equal(before[contains][0].Probability, soon[contains][0].Probability);
        Assert.True(Mobility(after[contains]) < Mobility(before[contains]) - 0.1, $"{Mobility(before[contains])} became {Mobility(after[contains])}");
        Assert.True(Mobility(after[names]) > Mobility(before[names]) + 0.05, $"{Mobility(before[names])} became {Mobility(after[names])}");
        Assert.Equal(Mobility(after[contains]), Mobility((await proposals.ForAsync([contains], CancellationToken.None))[contains]));
    }

    [Fact]
    public void The_weights_found_are_those_under_which_promises_come_true()
    {
        var category = database.Scheme.Find(database.Category("TER/MOB"))!;
        var strong = TagOdds.Evidence(category, [new TagReason(TagWitness.Label, "Mobilité", 1)], 1, false);
        var weak = TagOdds.Evidence(category, [new TagReason(TagWitness.Contained, "mobile", 0.5)], 2, false);

        var odds = TagOdds.None.Learn([.. Enumerable.Range(0, 2_000).SelectMany(i => new[] { (strong, i % 10 != 0), (weak, i % 10 == 0) })]);

        Assert.InRange(odds.Probability(strong), 0.88, 0.92);
        Assert.InRange(odds.Probability(weak), 0.08, 0.12);
    }

    private static double Mobility(IReadOnlyList<TagProposal> proposals) =>
        proposals.FirstOrDefault(proposal => proposal.Category.Path == "TER/MOB")?.Probability ?? 0;

    private static IEnumerable<string> Few() => Words(0, 40);

    private static IEnumerable<string> Many() => Words(40, 160);

    // Words without meaning, no two alike.
    private static IEnumerable<string> Words(int from, int to) =>
        Enumerable.Range(from, to - from).Select(i => $"{(char)('a' + (i % 26))}z{(char)('a' + (i / 26))}q{(char)('a' + (i * 7 % 26))}x{i}");
}
