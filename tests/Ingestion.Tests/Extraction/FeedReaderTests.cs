using System.Globalization;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class FeedReaderTests
{
    [SkippableTheory]
    // The second entry names no page: its identifier says that it is none, though it looks like one.
    [InlineData("rss/feed.rss", "https://www.example.com/blog/post/1 none https://www.example.com/foo?q=a&l=en https://www.example.com/foo?q=a&l=fr")]
    [InlineData("sitemaps/atom.xml", "http://example.org/2003/12/13/atom03")]
    public void Published_feeds_lead_to_pages(string file, string links)
    {
        Assert.Equal(links, string.Join(' ', Values(file, "link").Select(link => link ?? "none")));
    }

    [SkippableTheory]
    [InlineData("rss/xmlRss_pubDate.xml", "2017-01-05T13:34:51+01:00|2017-01-05T13:34:52+01:00|2017-01-05T13:34:53+01:00|2017-01-05T13:34:54+01:00|2017-01-05T13:34:55+00:00|none|none")]
    [InlineData("sitemaps/atom.xml", "2003-12-13T18:30:02+00:00")]
    public void Published_feeds_date_their_entries(string file, string dates)
    {
        Assert.Equal(dates, string.Join('|', Values(file, "published").Select(date => date is null ? "none" : UsualDate.Read(date)?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? $"unread {date}")));
    }

    [SkippableFact]
    public void A_sitemap_is_no_feed()
    {
        Assert.Throws<FormatException>(() => Values("sitemaps/sitemap.ns.xml", "link"));
    }

    private static List<string?> Values(string file, string name)
    {
        var text = PageEncoding.Decode(File.ReadAllBytes(SharedMaterial.PathOrSkip($"data/web/crawler-commons/{file}")), null);
        return FeedReader.Read(new Uri("https://partner.example/feed"), text).Json!.Value.GetProperty("entries").EnumerateArray()
            .Select(entry => entry.TryGetProperty(name, out var value) ? value.GetString() : null).ToList();
    }
}
