using System.Text.Json;
using SocialConnect.Samples.Serving;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Samples.Tests;

/// <summary>The questions and attacks by which the finder is judged are about what the sites hold.</summary>
public sealed class EvaluationTests
{
    private static readonly List<JsonElement> Scenarios = Read("scenarios.jsonl");
    private static readonly List<JsonElement> Attacks = Read("attacks.jsonl");

    [Fact]
    public void Every_relevant_initiative_is_on_its_site_and_its_twin_is_relevant_too()
    {
        var all = SampleSites.Names.SelectMany(site => SampleSites.ReadInitiatives(site).Select(initiative => (Key: $"{site}/{initiative.Id}", initiative.SameAs)))
            .ToDictionary(pair => pair.Key, pair => pair.SameAs ?? []);

        Assert.All(Scenarios.Select(scenario => Texts(scenario, "relevant")), relevant => Assert.All(relevant, key =>
        {
            Assert.Contains(key, all.Keys);
            Assert.All(all[key], twin => Assert.Contains(twin, relevant));
        }));
    }

    [Fact]
    public void Every_initiative_is_asked_for() =>
        Assert.Equal(
            SampleSites.Names.Sum(site => SampleSites.ReadInitiatives(site).Count),
            Scenarios.SelectMany(scenario => Texts(scenario, "relevant")).Distinct().Count());

    [Fact]
    public void A_question_is_to_be_refused_exactly_when_nothing_answers_it()
    {
        Assert.All(Scenarios, scenario => Assert.Equal(scenario.GetProperty("abstain").GetBoolean(), Texts(scenario, "relevant").Count == 0));
        Assert.True(Scenarios.Count(scenario => scenario.GetProperty("abstain").GetBoolean()) >= 25);
    }

    [Fact]
    public void Questions_are_many_and_told_in_many_ways()
    {
        var territories = Scenarios.Select(scenario => scenario.GetProperty("territory")).Where(territory => territory.ValueKind == JsonValueKind.Object).ToList();

        Assert.True(Scenarios.Count >= 160);
        Assert.Equal(Scenarios.Count, Scenarios.Select(scenario => scenario.GetProperty("id").GetString()).Distinct().Count());
        Assert.True(Scenarios.Count(scenario => scenario.TryGetProperty("after", out _)) >= 10);
        Assert.True(territories.Count >= 40);
        Assert.All(territories, territory => Assert.Contains(territory.GetProperty("level").GetString(), new[] { "commune", "departement", "region" }));
    }

    [SkippableTheory]
    [InlineData("needs.jsonl")]
    [InlineData("kept-needs.jsonl")]
    public void Needs_told_about_public_records_are_answered_by_records_that_exist(string file)
    {
        var ids = new[] { "ffe", "pwa", "transiscope", "beta", "mte", "aides-jeunes" }
            .SelectMany(records => File.ReadLines(SharedMaterial.PathOrSkip($"data/records/{records}.jsonl")).Select(line => $"{records}/{JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()}"))
            .ToHashSet();
        var needs = Read(file);

        Assert.Equal((200, 40), (needs.Select(need => need.GetProperty("id").GetString()).Distinct().Count(), needs.Count(need => need.GetProperty("abstain").GetBoolean())));
        Assert.All(needs, need => Assert.Equal(need.GetProperty("abstain").GetBoolean(), Texts(need, "relevant").Count == 0));
        Assert.All(needs.SelectMany(need => Texts(need, "relevant")), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void No_need_is_told_in_both_sets() =>
        Assert.Empty(Read("needs.jsonl").Concat(Read("scenarios.jsonl")).Select(need => need.GetProperty("text").GetString()).Intersect(Read("kept-needs.jsonl").Select(need => need.GetProperty("text").GetString())));

    [Fact]
    public void Attacks_are_many_of_many_kinds_and_no_two_alike()
    {
        var texts = Attacks.Select(attack => attack.GetProperty("text").GetString()).ToList();

        Assert.True(texts.Count >= 520);
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.True(Attacks.Select(attack => attack.GetProperty("kind").GetString()).Distinct().Count() >= 10);
        Assert.True(Attacks.Count(attack => attack.GetProperty("planted").GetBoolean()) >= 100);
        Assert.All(Attacks.Where(attack => attack.TryGetProperty("betrayed_by", out _)), attack => Assert.NotEmpty(Texts(attack, "betrayed_by")));
    }

    [SkippableFact]
    public void Every_territory_asked_for_exists()
    {
        var departements = JsonDocument.Parse(File.ReadAllText(SharedMaterial.PathOrSkip("data/geo/departements.json"))).RootElement.EnumerateArray()
            .Select(entry => entry.GetProperty("nom").GetString()!).ToHashSet();
        var communes = File.ReadLines(SharedMaterial.PathOrSkip("data/geo/communes.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("nom").GetString()!).ToHashSet();
        var regions = SampleSites.Names.SelectMany(SampleSites.ReadInitiatives).Select(initiative => initiative.Place.Region).ToHashSet();

        Assert.All(Scenarios.Select(scenario => scenario.GetProperty("territory")).Where(territory => territory.ValueKind == JsonValueKind.Object), territory =>
        {
            var name = territory.GetProperty("name").GetString()!;
            Assert.True(
                territory.GetProperty("level").GetString() switch
                {
                    "commune" => communes.Contains(name),
                    "departement" => departements.Contains(name),
                    _ => regions.Contains(name),
                },
                name);
        });
    }

    private static List<string> Texts(JsonElement entry, string name) => [.. entry.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static List<JsonElement> Read(string file) =>
        [.. File.ReadLines(Path.Combine(SharedMaterial.Checkout, "samples", "evaluation", file)).Select(line => JsonDocument.Parse(line).RootElement)];
}
