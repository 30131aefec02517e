using SocialConnect.Ingestion.Extraction;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Extraction;

public sealed class AutoFieldsTests
{
    private const string Recipe = """{ "kind": "page", "start": "https://partner.example/", "auto": true }""";

    [Theory]
    [InlineData("""{ "@type": "Project", "name": "Jardin", "description": "Un jardin.", "keywords": "nature, lien social", "url": "https://jardin.example/", "parentOrganization": { "name": "Les Voisins" } }""")]
    [InlineData("""[ { "@type": "WebSite", "name": "Site" }, { "@type": "Project", "name": "Jardin", "abstract": "", "description": "Un jardin.", "keywords": ["nature", "lien social"], "sameAs": "https://jardin.example/", "parentOrganization": { "@type": "Organization", "name": "Les Voisins" } } ]""")]
    [InlineData("""{ "@graph": [ { "@type": "WebPage", "name": "Jardin" }, { "@type": "Project", "name": "Jardin", "description": "Un jardin.", "keywords": "nature; lien social", "url": "https://jardin.example/", "organizer": { "name": "Les Voisins" } } ] }""")]
    [InlineData("""{ "@type": "Organization", "name": "Les Voisins", "subjectOf": { "@type": "Project", "name": "Jardin", "description": "Un jardin.", "keywords": ["nature", "lien social"], "url": "https://jardin.example/" } }""")]
    public void JSON_LD_is_read_however_it_is_nested(string json)
    {
        var found = Reading.Of(Recipe, $"""<title>Jardin | Site</title><script type="application/ld+json">{json}</script><h1>Jardin</h1>""", PageRole.Detail).Initiatives[0].Initiative;

        Assert.Equal(("Jardin", "Un jardin.", "nature|lien social", "https://jardin.example/"), (found.Title, found.Summary, string.Join('|', found.Tags), found.Website?.AbsoluteUri));
        Assert.Equal("Les Voisins", found.Organisation);
    }

    [Fact]
    public void Microdata_and_place_are_read()
    {
        var found = Reading.Of(Recipe, """
            <div itemscope itemtype="https://schema.org/CreativeWork"><h1 itemprop="name">Jardin</h1><p itemprop="description">Un jardin.</p>
            <div itemprop="contentLocation" itemscope itemtype="https://schema.org/Place"><div itemprop="address" itemscope><span itemprop="postalCode">23000</span> <span itemprop="addressLocality">Guéret</span></div>
            <div itemprop="geo" itemscope><meta itemprop="latitude" content="46.17"><meta itemprop="longitude" content="1.87"></div></div>
            <time itemprop="datePublished" datetime="2020-05-06">6 mai</time></div>
            """, PageRole.Detail).Initiatives[0].Initiative;

        Assert.Equal(("Jardin", "Un jardin.", "23000, Guéret", "23000", 46.17, 1.87), (found.Title, found.Summary, found.Address, found.Postcode, found.Latitude, found.Longitude));
        Assert.Equal(new DateOnly(2020, 5, 6), found.PublishedOn);
    }

    [Fact]
    public void Without_either_the_page_for_people_is_read_and_cut_descriptions_are_not_trusted()
    {
        var found = Reading.Of(Recipe, """
            <html><head><title>Jardin partagé | Les Voisins</title><meta property="og:site_name" content="Les Voisins"><meta property="og:description" content="Des habitants cultivent…">
            <script type="application/ld+json">{ "@type": "Project", broken</script></head>
            <body><nav><a href="/">Accueil</a></nav><article><p>Des habitants cultivent ensemble un jardin au pied des immeubles, et partagent ce qui y pousse.</p>
            <p>Chacun vient quand il peut, apprend des autres et repart avec des légumes, du printemps aux premières gelées, dans la bonne humeur.</p><a rel="tag" href="/t">nature</a></article></body></html>
            """, PageRole.Detail).Initiatives[0].Initiative;

        Assert.Equal("Jardin partagé", found.Title);
        Assert.StartsWith("Des habitants cultivent ensemble un jardin", found.Summary, StringComparison.Ordinal);
        Assert.Equal(["nature"], found.Tags);
    }
}
