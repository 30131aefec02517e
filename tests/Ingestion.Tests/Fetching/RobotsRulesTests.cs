using System.Text;
using System.Text.Json;
using SocialConnect.Ingestion.Fetching;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Fetching;

public sealed class RobotsRulesTests
{
    [Theory]
    // Nothing said, or nothing meant for us, allows.
    [InlineData("", "/a", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    // Groups: our own before *, several of ours together, names in any case, several names in one group.
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: SocialConnect\nDisallow: /b", "/a", true)]
    [InlineData("User-agent: socialconnect\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: SOCIALCONNECT\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: other\nUser-agent: SocialConnect\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: SocialConnect/2.0\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: Social\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nCrawl-delay: 2\nUser-agent: *\nDisallow: /a", "/a", false)]
    [InlineData("Disallow: /a", "/a", true)]
    // The longest rule wins, and between equals the one that allows.
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true)]
    [InlineData("User-agent: *\nAllow: /$\nDisallow: /", "/", true)]
    [InlineData("User-agent: *\nAllow: /$\nDisallow: /", "/a", false)]
    // Wildcards and the end.
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x=1", true)]
    [InlineData("User-agent: *\nDisallow: /*?", "/a?x=1", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxbxxbxxc/d", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/abcb", true)]
    [InlineData("User-agent: *\nDisallow: *secret", "/a/secret", false)]
    [InlineData("User-agent: *\nDisallow: /a$b", "/a$b", false)]
    // Octets: encoded or not, capitals or not, it is the same path; an encoded slash is no slash.
    [InlineData("User-agent: *\nDisallow: /café", "/caf%C3%A9", false)]
    [InlineData("User-agent: *\nDisallow: /caf%c3%a9", "/café", false)]
    [InlineData("User-agent: *\nDisallow: /%7Ejoe", "/~joe", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    [InlineData("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false)]
    // Paths are case-sensitive, keys and names are not; comments, blanks and line ends of all kinds.
    [InlineData("user-AGENT: *\r\ndisALLOW: /A # all of A\r\n", "/a", true)]
    [InlineData("user-AGENT : *\r\n disALLOW :/A # all of A\r\n", "/A", false)]
    [InlineData("User-agent: *\rDisallow: /a\rDisallow: /b", "/b", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("<html><body>User-agent</body></html>", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a", "https://a.example/a?x", false)]
    [InlineData("User-agent: *\nDisallow: /a", "https://a.example", true)]
    public void Says_what_may_be_asked_for(string robots, string address, bool allowed)
    {
        var rules = RobotsRules.Parse(Encoding.UTF8.GetBytes(robots));

        Assert.Equal(allowed, rules.IsAllowed("SocialConnect", address));
    }

    [Fact]
    public void Cases_that_the_bench_can_read_too_all_come_out_right()
    {
        using var file = typeof(RobotsRulesTests).Assembly.GetManifestResourceStream("robots-cases.json")!;
        var cases = JsonSerializer.Deserialize<Case[]>(file, JsonSerializerOptions.Web)!;

        var wrong = cases.Where(one => RobotsRules.Parse(Encoding.UTF8.GetBytes(one.Robots)).IsAllowed(one.Agent, one.Url) != one.Allowed);

        Assert.True(cases.Length >= 180);
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_line()
    {
        var rules = RobotsRules.Parse([0xEF, 0xBB, 0xBF, .. "User-agent: *\nDisallow: /a"u8]);

        Assert.False(rules.IsAllowed("SocialConnect", "/a"));
    }

    [Fact]
    public void Only_the_first_500_kilobytes_are_read_and_no_half_rule()
    {
        var robots = new StringBuilder("User-agent: *\n");
        while (robots.Length < RobotsRules.MaxBytes - 20)
        {
            robots.Append("Disallow: /a\n");
        }

        robots.Append(new string('#', RobotsRules.MaxBytes - robots.Length - 12)).Append("\nDisallow: /b-and-more\nDisallow: /c\n");
        var rules = RobotsRules.Parse(Encoding.UTF8.GetBytes(robots.ToString()));

        Assert.False(rules.IsAllowed("SocialConnect", "/a"));
        Assert.True(rules.IsAllowed("SocialConnect", "/b-and-more"));
        Assert.True(rules.IsAllowed("SocialConnect", "/b"));
        Assert.True(rules.IsAllowed("SocialConnect", "/c"));
    }

    [Fact]
    public void Pauses_and_sitemaps_are_read_too()
    {
        var rules = RobotsRules.Parse("Sitemap: /plan.xml\nUser-agent: *\nCrawl-delay: 1.5\nUser-agent: SocialConnect\nCrawl-delay: 3\nSitemap: https://a.example/b.xml"u8);

        Assert.Equal(TimeSpan.FromSeconds(3), rules.CrawlDelay("SocialConnect"));
        Assert.Equal(TimeSpan.FromSeconds(1.5), rules.CrawlDelay("Other"));
        Assert.Equal(["/plan.xml", "https://a.example/b.xml"], rules.Sitemaps);
    }

    [Fact]
    public void Many_stars_cost_no_more_than_one()
    {
        var rules = RobotsRules.Parse(Encoding.UTF8.GetBytes($"User-agent: *\nDisallow: /{string.Concat(Enumerable.Repeat("a*", 200))}b"));

        Assert.True(rules.IsAllowed("SocialConnect", "/" + new string('a', 5000)));
    }

    private sealed record Case(string Robots, string Agent, string Url, bool Allowed);
}
