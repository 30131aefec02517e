using System.Text.Json;
using System.Text.RegularExpressions;
using SocialConnect.Samples.Serving;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Samples.Tests;

public sealed partial class ContentTests
{
    private static readonly string[] Themes = ["EDU", "EMP", "ENV", "SAN", "SOL", "TER", "ART", "COM", "CON", "DEM", "GOU", "NUM", "SPO", "TOU", "FIN", "PAT"];

    private static readonly List<(string Site, Initiative Initiative)> All =
        [.. SampleSites.Names.SelectMany(site => SampleSites.ReadInitiatives(site).Select(initiative => (site, initiative)))];

    [Fact]
    public void There_are_enough_initiatives_on_every_site() =>
        Assert.All(SampleSites.Names, site => Assert.InRange(SampleSites.ReadInitiatives(site).Count, 32, 100));

    [Fact]
    public void Every_theme_has_initiatives_and_no_other_theme_is_named()
    {
        var counts = All.SelectMany(pair => pair.Initiative.Themes).CountBy(theme => theme).ToDictionary();

        Assert.Equal(Themes.Order(StringComparer.Ordinal), counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts, count => Assert.True(count.Value >= 10, $"Only {count.Value} initiatives are about {count.Key}."));
    }

    [Fact]
    public void They_are_spread_over_the_country() =>
        Assert.True(All.Select(pair => pair.Initiative.Place.Region).OfType<string>().Distinct().Count() >= 13);

    [Fact]
    public void The_three_that_the_project_is_known_by_are_there()
    {
        Assert.Contains(All, pair => pair.Initiative.Title.Contains("Part’âge Village", StringComparison.Ordinal));
        Assert.Contains(All, pair => pair.Initiative.Title.Contains("Famileo", StringComparison.Ordinal));
        Assert.Contains(All, pair => pair.Initiative.Title.Contains("API bus", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_initiative_on_another_site_points_back_and_is_named_otherwise()
    {
        var twins = All.Where(pair => pair.Initiative.SameAs is not null).ToList();

        Assert.Equal(20, twins.Count);
        Assert.All(twins, pair =>
        {
            var other = All.Single(candidate => $"{candidate.Site}/{candidate.Initiative.Id}" == pair.Initiative.SameAs!.Single());
            Assert.Equal([$"{pair.Site}/{pair.Initiative.Id}"], other.Initiative.SameAs!);
            Assert.NotEqual(pair.Initiative.Title, other.Initiative.Title);
            Assert.NotEqual(pair.Initiative.Summary, other.Initiative.Summary);
        });
    }

    [Fact]
    public void Sites_share_hardly_any_tag()
    {
        var shared = All.SelectMany(pair => pair.Initiative.Tags.Select(tag => (Tag: tag.ToUpperInvariant(), pair.Site))).Distinct()
            .CountBy(pair => pair.Tag).Where(count => count.Value > 1).Select(count => count.Key).ToList();

        Assert.Contains("ACCUEIL", shared);
        Assert.Contains("MEMOIRE", All.SelectMany(pair => pair.Initiative.Tags));
        Assert.Contains("Mémoire", All.SelectMany(pair => pair.Initiative.Tags));
        Assert.True(shared.Count <= 15, string.Join(", ", shared));
    }

    [Fact]
    public void No_text_gives_a_telephone_number_or_a_mail_address() =>
        Assert.All(All, pair => Assert.DoesNotMatch(Contact(), string.Join('\n', [pair.Initiative.Title, pair.Initiative.Summary, .. pair.Initiative.Body])));

    [Fact]
    public void French_is_written_with_its_own_signs() =>
        Assert.All(All, pair => Assert.DoesNotMatch(Untypographic(), string.Join('\n', [pair.Initiative.Title, pair.Initiative.Summary, .. pair.Initiative.Body])));

    [SkippableFact]
    public void Every_town_exists_where_the_record_says()
    {
        var departements = JsonDocument.Parse(File.ReadAllText(SharedMaterial.PathOrSkip("data/geo/departements.json"))).RootElement.EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("code").GetString()!, entry => entry.GetProperty("nom").GetString()!.Replace('\'', '’'));
        var communes = Lines("data/geo/communes.jsonl").Select(line => (Name: line.GetProperty("nom").GetString()!.Replace('\'', '’'), Departement: line.GetProperty("departement").GetString())).ToHashSet();
        var postcodes = Lines("data/geo/codes-postaux-2016.jsonl").Select(line => line.GetProperty("Code_postal").GetString()!).ToHashSet();

        Assert.All(All.Select(pair => pair.Initiative.Place), place =>
        {
            Assert.True(place.DepartementCode is null || departements[place.DepartementCode] == place.Departement, place.Departement);
            Assert.True(place.Commune is null || communes.Contains((place.Commune, place.DepartementCode)), place.Commune);
            Assert.True(place.Postcode is null || postcodes.Contains(place.Postcode), place.Postcode);
            Assert.True(place.Postcode is null || place.Region == "Corse" || place.Postcode.StartsWith(place.DepartementCode!, StringComparison.Ordinal), place.Postcode);
        });
    }

    [SkippableFact]
    public void Every_position_lies_near_its_postcode()
    {
        var centres = Lines("data/geo/codes-postaux-2016.jsonl")
            .Where(line => line.GetProperty("latitude_avg").GetString() is { Length: > 0 })
            .ToDictionary(line => line.GetProperty("Code_postal").GetString()!, line => (Latitude: Number(line, "latitude_avg"), Longitude: Number(line, "longitude_avg")));
        var placed = All.Select(pair => pair.Initiative).Where(initiative => initiative.Latitude is not null && centres.ContainsKey(initiative.Place.Postcode ?? "")).ToList();

        Assert.True(placed.Count > 15);
        Assert.All(placed, initiative =>
        {
            var (latitude, longitude) = centres[initiative.Place.Postcode!];
            Assert.InRange(initiative.Latitude!.Value, latitude - 0.1, latitude + 0.1);
            Assert.InRange(initiative.Longitude!.Value, longitude - 0.15, longitude + 0.15);
        });
    }

    private static IEnumerable<JsonElement> Lines(string path) =>
        File.ReadLines(SharedMaterial.PathOrSkip(path)).Select(line => JsonDocument.Parse(line).RootElement);

    private static double Number(JsonElement line, string name) => double.Parse(line.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"@|\b0\d([ .]?\d\d){4}\b|\+33")]
    private static partial Regex Contact();

    // A straight apostrophe or quote, or an ordinary space where French wants a narrow no-break one.
    [GeneratedRegex(@"['""]| [;:!?%»]|« ")]
    private static partial Regex Untypographic();
}
