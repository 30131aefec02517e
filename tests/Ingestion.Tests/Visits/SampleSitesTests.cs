using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Visits;
using SocialConnect.Samples.Serving;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Visits;

public sealed class SampleSitesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("elans")]
    [InlineData("valmeyrac")]
    [InlineData("atlas")]
    [InlineData("colporteur")]
    [InlineData("pays-et-quartiers")]
    public async Task Every_initiative_of_a_sample_site_is_collected_whole_and_nothing_else(string site)
    {
        await using var sites = await SampleSites.StartAsync(new SampleOptions { Only = site });
        using var collecting = new Collecting(database.Source);
        var partner = await collecting.PartnerAsync(site, Recipe(site, sites.Addresses[site]));

        var end = await collecting.VisitAsync(partner);

        Assert.Equal(("done", null), (end.State, end.Message));
        Assert.True(end.IsComplete);
        var told = SampleSites.ReadInitiatives(site);
        var read = await CollectedAsync(partner);
        Assert.Equal(told.Select(initiative => Plain(initiative.Title)).Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
        Assert.All(told, initiative =>
        {
            var (summary, body, organisation, website, tags) = read[Plain(initiative.Title)];
            Assert.Equal(Plain(initiative.Summary), summary);
            Assert.Equal(Plain(string.Join('\n', initiative.Body)), body);
            Assert.Equal(Plain(initiative.Organisation), organisation);
            Assert.Equal(site == "colporteur" ? null : initiative.Website?.Host, website is null ? null : new Uri(website).Host);
            Assert.Equal(initiative.Tags, tags);
        });
    }

    /// <summary>The recipe that is shipped, with the port that the site has here.</summary>
    internal static string Recipe(string site, Uri address)
    {
        var file = Path.Combine(SharedMaterial.Checkout, "samples", "partners", $"{site}.json");
        var json = File.ReadAllText(file).Replace($"http://127.0.0.1:{8101 + SampleSites.Names.ToList().IndexOf(site)}", address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);
        return RecipeDocument.Write(PartnerFile.Read(json).Recipe);
    }

    // Spaces of all widths are collected as one.
    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    private async Task<Dictionary<string, (string Summary, string Body, string? Organisation, string? Website, string[] Tags)>> CollectedAsync(long partner)
    {
        await using var command = database.Source.CreateCommand("select title, summary, body, organisation, website, array(select tag from initiative_tag where initiative_id = id order by position) from initiative where partner_id = $1");
        command.Parameters.AddWithValue(partner);
        await using var reader = await command.ExecuteReaderAsync();
        var read = new Dictionary<string, (string, string, string?, string?, string[])>();
        while (await reader.ReadAsync())
        {
            read.Add(reader.GetString(0), (reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<string[]>(5)));
        }

        return read;
    }
}
