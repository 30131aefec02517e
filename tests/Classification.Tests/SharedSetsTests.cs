using System.Text.Json;
using SocialConnect.Bench.Classifying;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Classification.Tests;

// What was promised of real texts. The peer's figures are those of bench/peers/classification.py on the same texts and folds (docs/measurements.md).
public sealed class SharedSetsTests
{
    [SkippableFact]
    public void A_partner_never_seen_gets_better_categories_than_the_peer_gives_it_before_and_after_thirty_confirmations()
    {
        Dictionary<string, double> peer = new() { ["betagouv-startups"] = 0.378, ["cis-ffe"] = 0.388, ["pwa-alternatiba"] = 0.507, ["transiscope"] = 0.659 };

        using var table = Measure(
            "--data", SharedMaterial.PathOrSkip("data/classification/pooled-themes.jsonl"), "--leave-out-source", "--confirmations", "0,30",
            "--records", SharedMaterial.PathOrSkip("data/records"));

        var steps = table.RootElement.GetProperty("steps").EnumerateArray().ToList();
        foreach (var (step, gain) in steps.Zip([0.08, 0.15]))
        {
            var reached = step.GetProperty("sources").EnumerateObject().ToDictionary(source => source.Name, source => Figure(source.Value, "fused", "micro_f1"));
            Assert.Equal(peer.Keys.Order(), reached.Keys.Order());
            Assert.All(peer, source => Assert.True(reached[source.Key] >= source.Value + gain, $"{source.Key}: {reached[source.Key]}, the peer {source.Value}"));
        }
    }

    [SkippableFact]
    public void All_witnesses_together_are_above_the_linear_learner_alone_at_every_number_of_confirmations()
    {
        using var table = Measure("--data", SharedMaterial.PathOrSkip("data/classification/ffe-themes.jsonl"), "--confirmations", "0,10,50,all");

        Assert.All(table.RootElement.GetProperty("steps").EnumerateArray(), step =>
        {
            var mean = step.GetProperty("mean");
            foreach (var figure in new[] { "micro_f1", "p1", "ndcg5" })
            {
                Assert.True(Figure(mean, "fused", figure) > Figure(mean, "linear_alone", figure), $"{step.GetProperty("confirmations")}: {figure} of {mean}");
            }
        });
    }

    [SkippableTheory]
    [InlineData("ffe-themes", 0.526, 0.624, 0.716)]
    [InlineData("ffe-subthemes", 0.290, 0.381, 0.430)]
    [InlineData("mte-themes", 0.686, 0.870, 0.873)]
    public void Categories_are_proposed_no_worse_than_by_the_peer_and_as_often_right_as_they_say(string set, double microF1, double p1, double ndcg5)
    {
        using var measured = Measure("--data", SharedMaterial.PathOrSkip($"data/classification/{set}.jsonl"));

        var figures = measured.RootElement;
        Assert.True(
            Figure(figures, "micro_f1") >= microF1 && Figure(figures, "p1") >= p1 && Figure(figures, "ndcg5") >= ndcg5 && Figure(figures, "ece") <= 0.05,
            figures.ToString());
    }

    private static JsonDocument Measure(params string[] arguments)
    {
        using var output = new StringWriter();
        ClassificationCommand.Run(arguments, output);
        return JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]);
    }

    private static double Figure(JsonElement figures, params string[] path) => path.Aggregate(figures, (part, name) => part.GetProperty(name)).GetDouble();
}
