using System.Text;
using System.Text.Json;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Testing;
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
    // Slips in the words, and what other records say in between.
    [InlineData("Useragent: SocialConnect\nDissalow: /a", "/a", false)]
    [InlineData("User-agent: SocialConnect\nCrawl-delay: 2\nUser-agent: other\nDisallow: /a", "/a", false)]
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

    [SkippableTheory]
    [InlineData("rfc9309-example-simple-robots.txt", "Anybody", "-/a.gif -/example/a +/publications/a +/a.gif?b +/a")]
    [InlineData("rfc9309-example-simple-robots.txt", "foobot", "-/ -/publications/a +/example/page.html +/example/allowed.gif -/example/other.gif")]
    [InlineData("rfc9309-example-simple-robots.txt", "bazbot", "-/example/page.html +/example/other.html")]
    [InlineData("rfc9309-example-simple-robots.txt", "quxbot", "+/ +/example/page.html")]
    [InlineData("rfc9309-example-longest-match-robots.txt", "foobot", "+/example/page/ +/example/page/allowed.gif -/example/page/disallowed.gif")]
    [InlineData("rfc9309-example-rule-group-merging.txt", "ExampleBot", "-/foo -/bar -/baz +/qux")]
    [InlineData("rfc9309-example-rule-group-merging.txt", "BazBot", "+/foo +/bar -/baz")]
    [InlineData("rfc9309-example-rule-group-merging.txt", "Anybody", "-/foo -/bar +/baz")]
    [InlineData("merge-rules.txt", "wget", "+/foo/bar/index.html -/tmp/bar +/ckh/bar +/other")]
    [InlineData("merge-rules.txt", "curl", "-/ -/foo/bar")]
    [InlineData("merge-rules.txt", "Anybody", "-/foo/bar -/tmp/bar +/ckh/bar")]
    [InlineData("precedence-of-rules.txt", "wget", "+/foo +/index.html -/other -/")]
    [InlineData("precedence-of-rules.txt", "testy", "-/foo +/foo/bar -/foo/baz +/other")]
    [InlineData("crawl-delay-group-merging.txt", "mybot", "-/private/a +/login/a +/")]
    [InlineData("crawl-delay-group-merging.txt", "yourbot", "-/private/a -/login/a +/")]
    [InlineData("crawl-delay-group-merging.txt", "Anybody", "+/private/a +/login/a")]
    [InlineData("extensions-group-merging.txt", "mybot", "-/private/a -/login/a +/a")]
    [InlineData("extensions-group-merging.txt", "yourbot", "-/private/a -/login/a +/a")]
    [InlineData("extensions-group-merging.txt", "Anybody", "+/llms.txt -/a")]
    [InlineData("extension-robots.txt", "mybot", "-/private/a +/secret/a +/a")]
    [InlineData("extension-robots.txt", "otherbot", "+/private/a -/admin/a")]
    [InlineData("extended-standard-robots.txt", "bot1", "+/a")]
    // A product token has no digits (RFC 9309 §2.2.1), so "bot1" to "bot4" are one.
    [InlineData("directive-typos-robots.txt", "bot", "-/desallow/ -/dissalow/ -/useragent/ -/useg-agent/ +/a")]
    [InlineData("format-errors-robots.txt", "bot", "-/whitespace-before-colon/ +/whitespace-before-colon -/a")]
    [InlineData("malformed-path.txt", "Anybody", "-/wiki/Wikipedia_talk:Mediation_Committee/a -/wiki/Wikipedia_talk%3Mediation_Committee/ +/wiki/a")]
    [InlineData("many-user-agents.txt", "BlackWidow", "-/ -/a")]
    [InlineData("many-user-agents.txt", "Anybody", "-/bot-trap/a -/g/a +/a")]
    [InlineData("wildcards.txt", "Anybody", "-/gp/registry/wishlist/1/reserve -/a/gcrnsts +/wishlist/universal-a -/gp/cart")]
    [InlineData("wildcards.txt", "EtaoSpider", "-/a")]
    [InlineData("twitter.com-robots.txt", "Anybody", "-/a?b -/a/with_friends +/a")]
    [InlineData("www.flot.com-robots.txt", "Anybody", "-/bitrix/a -/img/a +/a")]
    [InlineData("relative-sitemap-robots.txt", "Anybody", "-/files/a +/a")]
    [InlineData("robots-with-utf8-bom.txt", "Anybody", "-/profile -/a/output/print +/a")]
    [InlineData("robots-with-utf16le-bom.txt", "Anybody", "-/profile -/a/output/print +/a")]
    [InlineData("robots-with-utf16be-bom.txt", "Googlebot", "-/profile -/a/output/print +/a")]
    [InlineData("dos-line-endings.txt", "Anybody", "+/a")]
    [InlineData("astore.amazon.com-robots.txt", "Anybody", "+/a")]
    public void Published_files_allow_what_their_authors_meant(string file, string agent, string addresses)
    {
        var rules = RobotsRules.Parse(Published(file));

        Assert.Equal(addresses, string.Join(' ', addresses.Split(' ').Select(address => (rules.IsAllowed(agent, address[1..]) ? '+' : '-') + address[1..])));
    }

    [SkippableTheory]
    [InlineData("astore.amazon.com-robots.txt", "Anybody", 5)]
    [InlineData("dos-line-endings.txt", "Anybody", 1)]
    [InlineData("twitter.com-robots.txt", "Slurp", 1)]
    [InlineData("twitter.com-robots.txt", "msnbot", 10)]
    [InlineData("twitter.com-robots.txt", "Googlebot", null)]
    [InlineData("crawl-delay-group-merging.txt", "mybot", 10)]
    [InlineData("crawl-delay-group-merging.txt", "yourbot", null)]
    [InlineData("crawl-delay-group-merging.txt", "Anybody", 30)]
    public void Published_files_ask_for_pauses(string file, string agent, int? seconds)
    {
        Assert.Equal(seconds, RobotsRules.Parse(Published(file)).CrawlDelay(agent)?.TotalSeconds);
    }

    [SkippableTheory]
    [InlineData("sitemap-robots.txt", "http://domain.com/sitemap.xml http://domain.com/dir/MixedCased-sitemap.xml")]
    [InlineData("sitemap-robots-dedup.txt", "http://example.org/sitemap.xml")]
    [InlineData("relative-sitemap-robots.txt", "/sitemap.xml")]
    [InlineData("format-errors-robots.txt", "/sitemap.xml")]
    [InlineData("extension-robots.txt", "/sitemap.xml")]
    [InlineData("www.flot.com-robots.txt", "http://flot.com/sitemap_index.xml")]
    [InlineData("robots-with-utf16le-bom.txt", "http://www.newsweek.com/sitemap_index.xml")]
    [InlineData("merge-rules.txt", "")]
    public void Published_files_name_each_sitemap_once(string file, string sitemaps)
    {
        Assert.Equal(sitemaps, string.Join(' ', RobotsRules.Parse(Published(file)).Sitemaps));
    }

    private static byte[] Published(string file) => File.ReadAllBytes(SharedMaterial.PathOrSkip($"data/web/crawler-commons/robots/{file}"));

    private sealed record Case(string Robots, string Agent, string Url, bool Allowed);
}
