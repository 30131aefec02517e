using SocialConnect.Catalog.Curation;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class TagCalibrationTests(CurationDatabase database) : IClassFixture<CurationDatabase>
{
    private const int Groups = 6;

    [SkippableFact]
    public async Task What_is_proposed_for_partners_never_seen_comes_true_as_often_as_promised()
    {
        var plan = await CarrefourMappings.ReadAsync(database);
        var tags = new PartnerTagStore(database.Source);
        await tags.DecideAsync(plan.Decisions, "ana", CancellationToken.None);
        var pairs = new List<(double Promised, bool IsRight)>();
        var (asked, firstRight) = (0, 0);
        foreach (var unseen in plan.Decisions.GroupBy(decision => decision.PartnerId % Groups))
        {
            var aside = await tags.DecideAsync([.. unseen.Select(decision => TagDecision.Reopen(new(decision.PartnerId, decision.Tag)))], "ana", CancellationToken.None);
            // The known weights were learned on these very mappings: without them.
            var proposals = await new TagProposals(database.Source, database.Taxonomy, TagOdds.None)
                .ForAsync([.. unseen.Select(decision => new TagName(decision.PartnerId, decision.Tag))], CancellationToken.None);
            foreach (var decision in unseen)
            {
                var meant = decision.Categories.SelectMany(id => new[] { id, database.Scheme.Find(id)!.ParentId ?? id }).ToHashSet();
                var proposed = proposals[new(decision.PartnerId, decision.Tag)];
                pairs.AddRange(proposed.Select(proposal => (proposal.Probability, meant.Contains(proposal.Category.Id))));
                asked++;
                firstRight += proposed.Count > 0 && meant.Contains(proposed[0].Category.Id) ? 1 : 0;
            }

            await tags.UndoAsync(aside!.Value, "ana", CancellationToken.None);
        }

        var error = pairs.GroupBy(pair => Math.Min((int)(pair.Promised * 10), 9))
            .Sum(bin => Math.Abs(bin.Sum(pair => pair.Promised - (pair.IsRight ? 1 : 0)))) / pairs.Count;
        Assert.True(error <= 0.08, $"calibration error {error:0.000} over {pairs.Count} proposals");
        Assert.True(firstRight >= 0.6 * asked, $"{firstRight} of {asked} first proposals are right");
    }
}
