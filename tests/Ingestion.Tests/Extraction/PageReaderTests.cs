using System.Text;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class PageReaderTests
{
    private const string Listing = """
        { "kind": "listing", "start": "https://partner.example/liste/", "items": "li", "link": "a", "next": "a.suite@href",
          "fields": { "title": "a", "summary": "p" }, "detail": { "fields": { "summary": ".chapo", "tags": ".tag" } } }
        """;

    [Fact]
    public void A_list_leads_to_its_pages_and_to_the_next_list_by_the_pages_base()
    {
        var reading = Reading.Of(Listing, """
            <base href="/autre/"><ul><li><a href="un.html?utm_source=x#haut">Un</a><p>court</p></li><li><a href="https://ailleurs.example/deux">Deux</a></li></ul><a class="suite" href="page2.html">suite</a>
            """);

        Assert.Empty(reading.Initiatives);
        Assert.Equal(["https://partner.example/autre/un.html", "https://partner.example/autre/page2.html"], reading.Links.Select(link => link.Address.AbsoluteUri));
        Assert.Equal(["Un"], reading.Links[0].Carried!["title"]);
        Assert.Equal([PageRole.Detail, PageRole.List], reading.Links.Select(link => link.Role));
    }

    [Fact]
    public void What_the_page_says_wins_over_the_list_and_the_list_fills_what_it_lacks()
    {
        var carried = Reading.Of(Listing, """<ul><li><a href="un.html">Un</a><p>court</p></li></ul>""").Links[0].Carried;

        var full = Reading.Of(Listing, """<p class="chapo">Plus long.</p><i class="tag">a</i>""", PageRole.Detail, carried: carried).Initiatives[0].Initiative;
        var bare = Reading.Of(Listing, "<p>rien</p>", PageRole.Detail, carried: carried).Initiatives[0].Initiative;

        Assert.Equal(("Un", "Plus long.", "a"), (full.Title, full.Summary, string.Join(',', full.Tags)));
        Assert.Equal(("Un", "court"), (bare.Title, bare.Summary));
        Assert.Equal("/liste/page.html", full.Key);
    }

    [Theory]
    [InlineData("""{ "parameter": "page" }""", "https://partner.example/liste/page.html", "https://partner.example/liste/page.html?page=2")]
    [InlineData("""{ "parameter": "debut", "from": 10, "by": 10 }""", "https://partner.example/x?debut=20&tri=nom", "https://partner.example/x?tri=nom&debut=30")]
    [InlineData("""{ "address": "https://partner.example/x/{n}.html", "from": 2 }""", "https://partner.example/x/9.html", "https://partner.example/x/10.html")]
    [InlineData("""{ "address": "https://partner.example/x/{n}.html", "from": 2, "to": 9 }""", "https://partner.example/x/9.html", null)]
    public void Pages_can_be_counted(string next, string current, string? expected)
    {
        var recipe = Catalog.Partners.RecipeDocument.Parse($$"""{ "kind": "listing", "start": "https://partner.example/", "items": "li", "fields": { "title": "b" }, "next": {{next}} }""");
        var page = new FetchedPage(FetchOutcome.Fetched, new Uri(current)) { Body = "<li><b>Un</b></li>"u8.ToArray() };

        var links = new PageReader(new CompiledRecipe(recipe)).Read(page, PageRole.List, null).Links;

        Assert.Equal(expected, links.SingleOrDefault()?.Address.AbsoluteUri);
        Assert.All(links, link => Assert.True(link.IsCounted));
    }

    [Fact]
    public void An_API_pages_by_cursor_and_its_odd_values_do_no_harm()
    {
        var reading = Reading.Of(
            """
            { "kind": "api", "start": "https://partner.example/api?n=50", "items": "data", "key": "id", "next": { "select": "meta.cursor", "parameter": "apres" },
              "fields": { "title": "nom", "summary": "texte", "latitude": "geo.lat", "longitude": "geo.lng", "tags": "tags" } }
            """,
            "\uFEFF" + """
            { "data": [ { "id": 1, "nom": "Caf&eacute;&nbsp;: <b>un</b>", "texte": "<p>Un</p><p>Deux</p>", "geo": { "lat": "0", "lng": "2,5" }, "tags": ["a", null, "a", 3] },
                        { "id": "2", "nom": "", "geo": null }, { "id": 3, "nom": "R&D < 3 ans", "geo": { "lat": 95, "lng": 1 } }, ], "meta": { "cursor": "abc=" } }
            """,
            type: "application/json");

        Assert.Equal(["Café : un", "R&D < 3 ans"], reading.Initiatives.Select(found => found.Initiative.Title));
        Assert.Equal("Un Deux", reading.Initiatives[0].Initiative.Summary);
        Assert.Equal((0, 2.5), (reading.Initiatives[0].Initiative.Latitude, reading.Initiatives[0].Initiative.Longitude));
        Assert.Null(reading.Initiatives[1].Initiative.Latitude);
        Assert.Equal(["a", "3"], reading.Initiatives[0].Initiative.Tags);
        Assert.Equal("1", reading.Initiatives[0].Initiative.Key);
        Assert.Equal("https://partner.example/liste/page.html?apres=abc%3D", Assert.Single(reading.Links).Address.AbsoluteUri);
        Assert.Single(reading.Rejected);
    }

    [Fact]
    public void A_load_more_answer_brings_its_list_as_HTML_in_JSON()
    {
        var reading = Reading.Of(
            """{ "kind": "listing", "start": "https://partner.example/", "items": "tr", "fragment": "html", "fields": { "title": "td" } }""",
            """{ "html": "<tr><td>Un</td></tr><tr><td>Deux</td></tr>" }""", type: "application/json; charset=utf-8");

        Assert.Equal(["Un", "Deux"], reading.Initiatives.Select(found => found.Initiative.Title));
    }

    [Fact]
    public void RSS_and_Atom_say_the_same()
    {
        const string Recipe = """{ "kind": "feed", "start": "https://partner.example/feed" }""";
        var rss = Reading.Of(Recipe, """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Flux</title>
            <item><title><![CDATA[L&rsquo;été]]></title><link> /un.html?utm_source=rss </link><pubDate>Mon, 07 Sep 2026 09:00:00 +0100</pubDate><category>a</category><category>b</category>
            <description><![CDATA[<p>Bref <a href="x">Lire la suite</a></p>]]></description><content:encoded><![CDATA[<p>Bref</p><p>Long</p>]]></content:encoded></item></channel></rss>
            """).Initiatives[0].Initiative;
        var atom = Reading.Of(Recipe, """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://partner.example/"><entry><title type="html">L&amp;rsquo;été</title><link rel="related" href="/autre"/><link href="un.html"/>
            <published>2026-09-07T09:00:00+01:00</published><category term="a"/><category term="b"/><summary>Bref</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bref</p><p>Long</p></div></content></entry></feed>
            """).Initiatives[0].Initiative;

        Assert.Equal(("L’été", "Bref", "Long", "/un.html"), (rss.Title, rss.Summary, rss.Body, rss.Key));
        Assert.Equal(rss.ToSource(), atom.ToSource());
    }

    [Fact]
    public void A_sitemap_leads_to_pages_and_to_other_sitemaps()
    {
        var reading = Reading.Of(
            """{ "kind": "sitemap", "start": "https://partner.example/sitemap.xml", "include": "/projets/", "exclude": "/projets/vieux", "auto": true }""",
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc>https://partner.example/projets/a</loc><lastmod>2020-01-02</lastmod><image:image><image:loc>https://partner.example/projets/a.jpg</image:loc></image:image></url>
            <url><loc> /projets/b </loc></url><url><loc>/contact</loc></url><url><loc>/projets/vieux/c</loc></url><url><loc>https://ailleurs.example/projets/d</loc></url>
            <sitemap><loc>/plan-2.xml</loc></sitemap></urlset>
            """, PageRole.Sitemap);

        Assert.Equal(["/projets/a", "/projets/b", "/plan-2.xml"], reading.Links.Select(link => link.Address.AbsolutePath));
        Assert.Equal([2020, null, null], reading.Links.Select(link => link.Changed?.Year));
        Assert.Equal([PageRole.Detail, PageRole.Detail, PageRole.Sitemap], reading.Links.Select(link => link.Role));
    }

    [Theory]
    [InlineData("Nom;Ville;\"N° (2024)\"\nJardin;Guéret;12\n\"Café; bar\";;13\n")]
    [InlineData("Nom,Ville,N° (2024)\r\nJardin,Guéret,12\r\n\"Café; bar\",,13")]
    [InlineData("Nom\tVille\tN° (2024)\nJardin\tGuéret\t12\nCafé; bar\t\t13")]
    [InlineData("""[ { "Nom": "Jardin", "Ville": "Guéret", "N° (2024)": 12 }, { "Nom": "Café; bar", "Ville": null, "N° (2024)": 13 } ]""")]
    public void A_file_of_any_usual_kind_gives_its_rows(string file)
    {
        const string Recipe = """{ "kind": "file", "start": "https://partner.example/liste", "key": "N° (2024)", "fields": { "title": "Nom", "commune": "Ville" } }""";

        var found = Reading.Of(Recipe, file).Initiatives;

        Assert.Equal([("12", "Jardin", "Guéret"), ("13", "Café; bar", null)], found.Select(one => (one.Initiative.Key, one.Initiative.Title, (string?)one.Initiative.Extra["commune"])));
    }

    [Fact]
    public void Rows_without_a_page_are_known_by_what_they_say()
    {
        const string Recipe = """{ "kind": "listing", "start": "https://partner.example/", "items": "li", "fields": { "title": "b" } }""";

        var found = Reading.Of(Recipe, "<li><b>Un</b> 1</li><li><b>Un</b> 2</li><li><b>Un</b> 1</li>").Initiatives;

        Assert.Equal(found[0].Initiative.Key, found[2].Initiative.Key);
        Assert.NotEqual(found[0].Initiative.Key, found[1].Initiative.Key);
        Assert.StartsWith("https://partner.example/liste/page.html#", found[0].Initiative.PageUrl.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_the_database_cannot_keep_is_made_keepable()
    {
        var found = Reading.Of("""{ "kind": "api", "start": "https://partner.example/", "fields": { "title": "t", "summary": "s" } }""", """[ { "t": "a\u0000b \ud83c\udf31", "s": "x\ud800y" } ]""").Initiatives[0].Initiative;

        Assert.Equal("ab 🌱", found.Title.Replace(" b", "b", StringComparison.Ordinal));
        Assert.Equal("xy", found.Summary);
    }

    [Theory]
    [InlineData("api", "<html>Erreur 500</html>", "JSON")]
    [InlineData("feed", "<html><body>rien</body></html>", "flux")]
    [InlineData("feed", "pas de xml", "XML")]
    public void A_page_that_is_something_else_says_so(string kind, string page, string expected)
    {
        var failure = Assert.Throws<FormatException>(() => Reading.Of($$"""{ "kind": "{{kind}}", "start": "https://partner.example/", "fields": { "title": "t" } }""", page));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_in_windows_1252_that_says_UTF_8_keeps_its_accents()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        var found = Reading.Of("""{ "kind": "page", "start": "https://partner.example/", "fields": { "title": "h1" } }""", Encoding.GetEncoding(1252).GetBytes("<meta charset=utf-8><h1>L’été à l’œuvre</h1>"), PageRole.Detail);

        Assert.Equal("L’été à l’œuvre", found.Initiatives[0].Initiative.Title);
    }
}
