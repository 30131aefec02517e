using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using SocialConnect.Samples.Serving;
using Xunit;

namespace SocialConnect.Samples.Tests;

public sealed class ServingTests(ServedSites sites) : IClassFixture<ServedSites>
{
    public static TheoryData<string> Names => [.. SampleSites.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_site_has_a_home_page_of_its_own(string site)
    {
        var home = await sites.ReadAsync(site, "/");

        Assert.Equal("text/html", (await sites.Client.GetAsync(sites.AddressOf(site))).Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(home.QuerySelectorAll("a[href]"));
        Assert.NotEqual("", home.Title);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_has_not_changed_is_answered_with_304_and_no_body(string site)
    {
        var first = await sites.Client.GetAsync(sites.AddressOf(site));

        using var byTag = new HttpRequestMessage(HttpMethod.Get, sites.AddressOf(site));
        byTag.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var byDate = new HttpRequestMessage(HttpMethod.Get, sites.AddressOf(site));
        byDate.Headers.IfModifiedSince = first.Content.Headers.LastModified;
        using var byOldTag = new HttpRequestMessage(HttpMethod.Get, sites.AddressOf(site));
        byOldTag.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"of-another-page\""));

        var answer = await sites.Client.SendAsync(byTag);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, (await sites.Client.SendAsync(byDate)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sites.Client.SendAsync(byOldTag)).StatusCode);
    }

    [Theory]
    [InlineData("elans", "/", "/brouillons/")]
    [InlineData("valmeyrac", "/observatoire", "/comite/dossiers-en-cours")]
    [InlineData("atlas", "/donnees", "/api/v1/moderation")]
    [InlineData("colporteur", "/", "/marbre/a-relire.html")]
    [InlineData("pays-et-quartiers", "/fiches/liste1.htm", "/fiches/attente/fiche900.htm")]
    public async Task Each_site_links_to_a_page_that_its_robots_txt_forbids(string site, string from, string forbidden)
    {
        var page = await sites.ReadAsync(site, from);
        var robots = await sites.Client.GetStringAsync(sites.AddressOf(site, "/robots.txt"));

        Assert.NotNull(page.QuerySelector($"a[href='{forbidden}']"));
        Assert.Contains(robots.Split('\n'), line => line.StartsWith("Disallow: /", StringComparison.Ordinal) && forbidden.StartsWith(line["Disallow: ".Length..], StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await sites.Client.GetAsync(sites.AddressOf(site, forbidden))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_that_does_not_exist_is_missing_in_the_site_s_own_words(string site)
    {
        var answer = await sites.Client.GetAsync(sites.AddressOf(site, "/nulle/part"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEqual(0, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task The_old_site_is_really_Windows_1252_and_says_so_in_its_pages_alone()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var undecodable = 0;
        for (var i = 1; i <= SampleSites.ReadInitiatives("pays-et-quartiers").Count; i++)
        {
            var answer = await sites.Client.GetAsync(sites.AddressOf("pays-et-quartiers", $"/fiches/fiche{i:000}.htm"));
            var bytes = await answer.Content.ReadAsByteArrayAsync();

            Assert.Null(answer.Content.Headers.ContentType?.CharSet);
            Assert.Contains("charset=windows-1252", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
            // 0x80 to 0x9F are letters and quotes in Windows-1252, and nothing in Latin-1.
            undecodable += bytes.Any(value => value is >= 0x80 and <= 0x9F) && Record.Exception(() => strict.GetString(bytes)) is DecoderFallbackException ? 1 : 0;
        }

        Assert.True(undecodable > 20, $"Only {undecodable} sheets hold bytes that tell Windows-1252 from Latin-1 and UTF-8.");
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_sentence_and_leaves_nothing_running()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var taken = ((IPEndPoint)holder.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<PortInUseException>(() => SampleSites.StartAsync(new SampleOptions(taken)));

        Assert.Contains($"Port {taken}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("--only", "ailleurs")]
    [InlineData("--base-port", "many")]
    [InlineData("--bind", "here")]
    [InlineData("--faster", "")]
    public void An_option_that_is_not_understood_is_named(string option, string value)
    {
        Assert.Null(SampleOptions.Read([option, value], out var mistake));

        Assert.Contains(value.Length > 0 ? value : option, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_site_alone_can_be_served()
    {
        await using var alone = await SampleSites.StartAsync(new SampleOptions(Only: "atlas"));

        Assert.Equal(["atlas"], alone.Addresses.Keys);
    }
}
