using System.Text.Json;
using SocialConnect.Catalog.Territories;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Territories;

public sealed class ScenarioPlacesTests(GeographyDatabase database) : IClassFixture<GeographyDatabase>, IDisposable
{
    private readonly PlaceReader _reader = new(new TerritoryStore(database.Source), TimeProvider.System);

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task At_least_95_of_100_everyday_questions_are_understood_about_where()
    {
        var (right, all, wrong) = (0, 0, new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(SharedMaterial.Checkout, "samples", "evaluation", "scenarios.jsonl")))
        {
            using var scenario = JsonDocument.Parse(line);
            var text = scenario.RootElement.GetProperty("text").GetString()!;
            var wanted = scenario.RootElement.GetProperty("territory") is { ValueKind: JsonValueKind.Object } territory
                ? $"{territory.GetProperty("level").GetString()} {territory.GetProperty("name").GetString()}" : "-";

            var found = (await _reader.ReadAsync(text, CancellationToken.None)).Wanted?.Official is { } official
                ? $"{official.Level.ToString().ToLowerInvariant()} {official.Name}" : "-";

            all++;
            right += found == wanted ? 1 : 0;
            if (found != wanted)
            {
                wrong.Add($"{text} | {wanted} | {found}");
            }
        }

        Assert.True(right >= all * 0.95, $"{right} of {all}:\n{string.Join('\n', wrong)}");
        Assert.True(wrong.Count < 3, string.Join('\n', wrong));
    }
}
