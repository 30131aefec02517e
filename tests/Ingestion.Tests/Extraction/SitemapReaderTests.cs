using System.Globalization;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class SitemapReaderTests
{
    private static readonly Uri Sitemap = new("http://www.example.com/sitemap.xml");

    [SkippableTheory]
    [InlineData("sitemap.txt", 2, "http://www.domain.com/page1.html", "http://www.domain.com/page2.html")]
    [InlineData("sitemap-with-bom.txt", 2, "http://www.domain.com/page1.html", "http://www.domain.com/page2.html")]
    [InlineData("sitemap.txt.gz", 5, "http://www.example.com/", "http://www.example.com/catalog?item=83&desc=vacation_usa")]
    [InlineData("xmlSitemap.gz", 5, "http://www.example.com/", "http://www.example.com/catalog?item=83&desc=vacation_usa")]
    [InlineData("do-not-visit.txt", 1, "http://www.example.com/do-not-visit-here", "http://www.example.com/do-not-visit-here")]
    [InlineData("sitemap.badns.xml", 2, "http://www.example.com/1", "http://www.example.com/2")]
    [InlineData("sitemap.ns.xml", 2, "http://www.example.com/1", "http://www.example.com/2")]
    [InlineData("extension/hebdenbridgetimes-articles-sitemap.xml", 74, "http://www.hebdenbridgetimes.co.uk/news/local/video-tour-de-yorkshire-in-calderdale-1-7242580", null)]
    [InlineData("extension/pagemaps-sitemap.xml", 2, "http://www.example.com/foo", "http://www.example.com/bar")]
    [InlineData("extension/shinpaideshou-news-sitemap.xml", 3, "https://shinpaideshou.wordpress.com/2017/04/25/job-opening-reischauer-policy-research-fellow/", null)]
    [InlineData("extension/sitemap-images.xml", 1, "http://www.example.com/images/some_image_landing_page.html", null)]
    [InlineData("extension/sitemap-links.xml", 3, "http://www.example.com/english/", "http://www.example.com/schweiz-deutsch/")]
    [InlineData("extension/sitemap-mobile.xml", 3, "http://www.example.com/mobile-friendly-1/", "http://www.example.com/no-mobile/")]
    [InlineData("extension/sitemap-news.xml", 2, "http://www.example.org/business/article55.html", null)]
    [InlineData("extension/sitemap-videos.xml", 3, "http://www.example.com/videos/some_video_landing_page.html", null)]
    [InlineData("extension/sitemap-videos-tvshow.xml", 1, "https://example.org/my-tv-show/23/13/", null)]
    public void Published_sitemaps_list_pages_and_nothing_else(string file, int count, string first, string? last)
    {
        var entries = Published(file);

        Assert.Equal((count, first), (entries.Count, entries[0].Address.AbsoluteUri));
        Assert.Equal(last ?? entries[^1].Address.AbsoluteUri, entries[^1].Address.AbsoluteUri);
        Assert.DoesNotContain(entries, entry => entry.IsSitemap || entry.Address.AbsolutePath.EndsWith(".jpg", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Dates_of_change_are_read_where_they_are_given()
    {
        var days = Published("xmlSitemap.gz").Select(entry => entry.Changed?.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));

        Assert.Equal(["2005-01-01T00:00", null, "2004-12-23T00:00", "2004-12-23T18:00", "2004-11-23T00:00"], days);
    }

    // Its addresses stand in no <loc>, where nobody looks for them: a visit says so rather than finding nothing.
    [SkippableFact]
    public void An_index_without_locations_is_empty()
    {
        Assert.Empty(Published("sitemap.index.xml"));
    }

    [SkippableFact]
    public void A_feed_is_no_sitemap()
    {
        Assert.Throws<FormatException>(() => Published("atom.xml"));
    }

    private static IReadOnlyList<SitemapEntry> Published(string file) =>
        SitemapReader.Read(Sitemap, File.ReadAllBytes(SharedMaterial.PathOrSkip($"data/web/crawler-commons/sitemaps/{file}")), null);
}
