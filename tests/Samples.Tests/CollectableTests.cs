using System.Text.Json;
using System.Xml.Linq;
using SocialConnect.Samples.Serving;
using Xunit;

namespace SocialConnect.Samples.Tests;

/// <summary>Each site can be collected in the way that is its own, and then nothing is missing.</summary>
public sealed class CollectableTests(ServedSites sites) : IClassFixture<ServedSites>
{
    [Theory]
    [InlineData("elans", "/initiatives/", ".carte h2 a", "a[rel=next]", "h1")]
    [InlineData("pays-et-quartiers", "/fiches/liste1.htm", "td > a[href^=fiche]", "td[align=right] a[href^=liste]", "table.fiche font[size='4']")]
    public async Task A_listing_leads_from_page_to_page_to_every_initiative(string site, string start, string entry, string next, string title)
    {
        var titles = new List<string>();
        var links = new List<string>();
        for (var address = sites.AddressOf(site, start); address is not null;)
        {
            var list = await sites.ReadAsync(site, address.AbsolutePath);
            links.AddRange(list.QuerySelectorAll(entry).Select(link => new Uri(address, link.GetAttribute("href")!).AbsolutePath));
            address = list.QuerySelector(next)?.GetAttribute("href") is { } href ? new Uri(address, href) : null;
        }

        foreach (var link in links)
        {
            titles.Add((await sites.ReadAsync(site, link)).QuerySelector(title)!.TextContent);
        }

        AssertComplete(site, titles);
    }

    [Fact]
    public async Task The_sitemap_leads_to_linked_data_in_three_shapes()
    {
        var map = XDocument.Parse(await sites.Client.GetStringAsync(sites.AddressOf("valmeyrac", "/sitemap.xml")));
        var sheets = map.Descendants().Where(element => element.Name.LocalName == "loc").Select(element => new Uri(element.Value))
            .Where(address => address.AbsolutePath.StartsWith("/observatoire/", StringComparison.Ordinal)).ToList();
        var titles = new List<string>();
        var shapes = new HashSet<string>();
        foreach (var sheet in sheets)
        {
            var page = await sites.ReadAsync("valmeyrac", sheet.AbsolutePath);
            using var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
            var (shape, things) = data.RootElement switch
            {
                { ValueKind: JsonValueKind.Array } array => ("array", array.EnumerateArray()),
                var one when one.TryGetProperty("@graph", out var graph) => ("graph", graph.EnumerateArray()),
                var one => ("object", JsonDocument.Parse($"[{one.GetRawText()}]").RootElement.EnumerateArray()),
            };
            shapes.Add(shape);
            titles.Add(things.Single(thing => thing.GetProperty("@type").GetString() == "Project").GetProperty("name").GetString()!);
        }

        Assert.Equal(["array", "graph", "object"], shapes.Order(StringComparer.Ordinal));
        AssertComplete("valmeyrac", titles);
        Assert.All(map.Descendants().Where(element => element.Name.LocalName == "lastmod"), date => Assert.True(DateOnly.TryParse(date.Value, out _)));
    }

    [Fact]
    public async Task The_api_names_its_next_page_until_there_is_none()
    {
        var titles = new List<string>();
        var nulls = 0;
        for (var address = sites.AddressOf("atlas", "/api/v1/initiatives"); address is not null;)
        {
            using var page = JsonDocument.Parse(await sites.Client.GetStringAsync(address));
            foreach (var attributes in page.RootElement.GetProperty("data").EnumerateArray().Select(record => record.GetProperty("attributs")))
            {
                titles.Add(attributes.GetProperty("nom").GetString()!);
                nulls += attributes.GetProperty("lieu").GetProperty("position").ValueKind == JsonValueKind.Null ? 1 : 0;
            }

            address = page.RootElement.GetProperty("links").GetProperty("next").GetString() is { } next ? new Uri(next) : null;
        }

        AssertComplete("atlas", titles);
        Assert.InRange(nulls, 5, titles.Count - 5);
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=deux")]
    [InlineData("taille=1000")]
    public async Task The_api_refuses_a_page_that_is_none(string query)
    {
        var answer = await sites.Client.GetAsync(sites.AddressOf("atlas", $"/api/v1/initiatives?{query}"));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("erreur", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/flux/rss.xml", "item")]
    [InlineData("/flux/atom.xml", "entry")]
    public async Task Both_feeds_announce_every_article(string feed, string entry)
    {
        var titles = new List<string>();
        for (var address = sites.AddressOf("colporteur", feed); address is not null;)
        {
            var content = XDocument.Parse(await sites.Client.GetStringAsync(address)).Root!;
            foreach (var item in content.Descendants().Where(element => element.Name.LocalName == entry))
            {
                var link = item.Elements().Single(element => element.Name.LocalName == "link");
                var article = await sites.ReadAsync("colporteur", new Uri(link.Attribute("href")?.Value ?? link.Value).AbsolutePath);
                titles.Add(article.QuerySelector("article h1")!.TextContent);
            }

            address = content.Elements().SingleOrDefault(element => element.Attribute("rel")?.Value == "next")?.Attribute("href") is { } next ? new Uri(next.Value) : null;
        }

        AssertComplete("colporteur", titles);
    }

    private static void AssertComplete(string site, IEnumerable<string> titles) =>
        Assert.Equal(
            SampleSites.ReadInitiatives(site).Select(initiative => SameSpaces(initiative.Title)).Order(StringComparer.Ordinal),
            titles.Select(SameSpaces).Order(StringComparer.Ordinal));

    // The old site knows no narrow no-break space.
    private static string SameSpaces(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ').Trim();
}
