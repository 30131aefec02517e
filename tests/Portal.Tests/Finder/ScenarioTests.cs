using System.Text.Json;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Finder;

/// <summary>The questions of samples/evaluation/scenarios.jsonl, asked on the page: how often the finder is right must not fall below what is promised.</summary>
public sealed class ScenarioTests(FinderPortal portal) : IClassFixture<FinderPortal>
{
    [Fact]
    public async Task Four_needs_of_five_have_a_right_initiative_among_the_first_three_and_what_nothing_answers_has_none()
    {
        var keys = JsonSerializer.Deserialize<Dictionary<string, string>>(await portal.Database.ScalarAsync<string>(
            "select json_object_agg(initiative.id, partner.slug || '/' || initiative.key)::text from initiative join partner on partner.id = initiative.partner_id"))!;
        using var visitor = portal.Visitor();
        var (needs, right, unanswerable, refused, lost) = (0, 0, 0, 0, new List<string>());
        foreach (var scenario in Scenarios())
        {
            var page = await visitor.GetPageAsync("/assistant?q=" + Uri.EscapeDataString(scenario.Text));
            var cards = page.QuerySelectorAll("[data-testid=card]").Select(card => keys[card.GetAttribute("data-id")!]).ToList();

            if (scenario.Abstain)
            {
                unanswerable++;
                refused += cards.Count == 0 ? 1 : 0;
                continue;
            }

            needs++;
            if (cards.Take(3).Intersect(scenario.Relevant).Any())
            {
                right++;
            }
            else
            {
                lost.Add(scenario.Text);
            }
        }

        Assert.True(needs > 300 && unanswerable > 30, $"only {needs} needs and {unanswerable} without an answer were asked");
        Assert.True(right >= 0.8 * needs, $"{right} of {needs}; missed:\n{string.Join('\n', lost)}");
        Assert.True(refused >= 0.9 * unanswerable, $"{refused} of {unanswerable} were refused");
    }

    [Theory]
    [InlineData("déménager pas cher à Paris en aidant des gens")]
    [InlineData("il me faudrait quelqu'un qui prenne ma place auprès de maman pour que j'aille au baptême")]
    public async Task A_need_in_words_of_another_subject_is_still_a_need(string question)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/assistant?q=" + Uri.EscapeDataString(question));

        Assert.NotEmpty(page.QuerySelectorAll("[data-testid=card]"));
    }

    // Follow-ups need a conversation; they are asked by bench -- finder.
    private static IEnumerable<Scenario> Scenarios() =>
        File.ReadLines(Path.Combine(SharedMaterial.Checkout, "samples", "evaluation", "scenarios.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Scenario>(line, JsonSerializerOptions.Web)!)
            .Where(scenario => scenario.After is null);

    private sealed record Scenario(string Text, string[]? After, string[] Relevant, bool Abstain);
}
