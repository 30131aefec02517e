using SocialConnect.Classification.Fusion;
using SocialConnect.Classification.Witnesses;
using Xunit;

namespace SocialConnect.Classification.Tests;

public sealed class FusionTests
{
    [Fact]
    public void A_category_that_its_witnesses_misjudge_leans_against_them()
    {
        var said = Said(margin: 0.2f);
        var filed = Enumerable.Range(0, 40).SelectMany(_ => new FusionRow[] { new(0, said, true), new(1, said, false) }).ToList();

        var fusion = FusionTraining.Learn(filed, KnownWeights.Fusion, categories: 2);

        Assert.Equal(KnownWeights.Fusion.Probability(0, said), KnownWeights.Fusion.Probability(1, said));
        Assert.True(fusion.Probability(0, said) > fusion.Probability(1, said) + 0.2f, $"{fusion.Probability(0, said)} {fusion.Probability(1, said)}");
    }

    [Fact]
    public void A_category_whose_learner_tells_nothing_is_believed_less_than_one_whose_learner_is_right()
    {
        var (yes, no) = (Said(margin: 1), Said(margin: -1));
        var filed = Enumerable.Range(0, 40).SelectMany(text => new FusionRow[] { new(0, yes, true), new(0, no, false), new(1, yes, text % 2 == 0), new(1, no, text % 2 == 0) }).ToList();

        var fusion = FusionTraining.Learn(filed, KnownWeights.Fusion, categories: 2);

        Assert.True(fusion.BeliefInMargin(0) > fusion.BeliefInMargin(1) + 0.5f, $"{fusion.BeliefInMargin(0)} {fusion.BeliefInMargin(1)}");
    }

    [Fact]
    public void Without_a_row_the_known_weights_stay()
    {
        var fusion = FusionTraining.Learn([], KnownWeights.Fusion, categories: 2);

        Assert.Equal(KnownWeights.Fusion.Values, fusion.Values);
        Assert.All(fusion.Leanings.Concat(fusion.MarginLeanings), leaning => Assert.Equal(0, leaning));
    }

    [Fact]
    public void A_row_of_weight_three_counts_like_three_rows()
    {
        var (yes, no) = (Said(margin: 1), Said(margin: -1));
        FusionRow[] thrice = [new(0, yes, true), new(0, yes, true), new(0, yes, true), new(1, no, true)];

        var fusion = FusionTraining.Learn(thrice, KnownWeights.Fusion, categories: 2);
        var weighted = FusionTraining.Learn([new(0, yes, true, Weight: 3), new(1, no, true)], KnownWeights.Fusion, categories: 2);

        Assert.Equal(fusion.Values, weighted.Values, (one, other) => MathF.Abs(one - other) < 1e-4f);
        Assert.Equal(fusion.Leanings, weighted.Leanings, (one, other) => MathF.Abs(one - other) < 1e-4f);
    }

    [Fact]
    public void The_threshold_follows_the_outcomes_that_weigh_most()
    {
        List<Outcome> Outcomes(float weightOfLow) =>
            [.. Enumerable.Range(0, 300).SelectMany(_ => new Outcome[] { new(0, 0.8f, true), new(0, 0.6f, false), new(0, 0.2f, true, weightOfLow), new(0, 0.1f, false, weightOfLow) })];

        var high = Thresholds.Learn(Outcomes(weightOfLow: 0.1f), categories: 1, texts: 1200);
        var low = Thresholds.Learn(Outcomes(weightOfLow: 10), categories: 1, texts: 1200);

        Assert.True(high[0] > 0.6f && low[0] < 0.21f, $"{high[0]} {low[0]}");
    }

    private static float[] Said(float margin)
    {
        var said = new float[Testimony.Count];
        (said[Testimony.Linear], said[Testimony.LinearTrust], said[Testimony.Always]) = (margin, 1, 1);
        return said;
    }
}
