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
        var filed = Enumerable.Range(0, 40).SelectMany(_ => new[] { (0, said, true), (1, said, false) }).ToList();

        var fusion = FusionTraining.Learn(filed, KnownWeights.Fusion, categories: 2);

        Assert.Equal(KnownWeights.Fusion.Probability(0, said), KnownWeights.Fusion.Probability(1, said));
        Assert.True(fusion.Probability(0, said) > fusion.Probability(1, said) + 0.2f, $"{fusion.Probability(0, said)} {fusion.Probability(1, said)}");
    }

    [Fact]
    public void A_category_whose_learner_tells_nothing_is_believed_less_than_one_whose_learner_is_right()
    {
        var (yes, no) = (Said(margin: 1), Said(margin: -1));
        var filed = Enumerable.Range(0, 40).SelectMany(text => new[] { (0, yes, true), (0, no, false), (1, yes, text % 2 == 0), (1, no, text % 2 == 0) }).ToList();

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

    private static float[] Said(float margin)
    {
        var said = new float[Testimony.Count];
        (said[Testimony.Linear], said[Testimony.LinearTrust], said[Testimony.Always]) = (margin, 1, 1);
        return said;
    }
}
