using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Feeds;

/// <summary>What search engines and browsers ask of a site: sitemaps, robots.txt, an OpenSearch description.</summary>
internal static class SiteMapEndpoints
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace OpenSearch = "http://a9.com/-/spec/opensearch/1.1/";
    private static readonly string[] Pages = ["/", "/recherche", "/themes", "/territoires", "/partenaires", "/donnees", "/a-propos", "/accessibilite", "/mentions"];

    public static void MapSiteMaps(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sitemap.xml", IndexAsync).RequireAuthorization(Policies.Everyone);
        routes.MapGet("/sitemaps/pages.xml", (HttpRequest request) => Xml(new XElement(Map + "urlset", Pages.Select(page => Url(request, page, null))))).RequireAuthorization(Policies.Everyone);
        routes.MapGet("/sitemaps/initiatives-{part:int:min(1)}.xml", PartAsync).RequireAuthorization(Policies.Everyone);
        routes.MapGet("/robots.txt", Robots).RequireAuthorization(Policies.Everyone);
        routes.MapGet("/opensearch.xml", Describe).RequireAuthorization(Policies.Everyone);
    }

    private static async Task<IResult> IndexAsync(HttpRequest request, SiteMapReader reader, CancellationToken cancellationToken)
    {
        var parts = await reader.CountPartsAsync(cancellationToken);
        var files = Enumerable.Range(1, parts).Select(part => $"/sitemaps/initiatives-{part.ToString(CultureInfo.InvariantCulture)}.xml").Prepend("/sitemaps/pages.xml");
        return Xml(new XElement(Map + "sitemapindex", files.Select(file => new XElement(Map + "sitemap", new XElement(Map + "loc", request.To(file))))));
    }

    private static async Task<IResult> PartAsync(int part, HttpRequest request, SiteMapReader reader, CancellationToken cancellationToken)
    {
        var entries = await reader.ReadPartAsync(part, cancellationToken);
        return Xml(new XElement(Map + "urlset", entries.Select(entry => Url(request, InitiativeAddress.Of(entry.Id, entry.Title), entry.ChangedAt))));
    }

    private static IResult Robots(HttpRequest request) => Results.Text(
        $"""
        User-agent: *
        Disallow: /connexion
        Disallow: /compte
        Disallow: /recherche/export.csv
        Disallow: /api/
        Sitemap: {request.To("/sitemap.xml")}

        """,
        "text/plain; charset=utf-8");

    private static IResult Describe(HttpRequest request) => Xml(
        new XElement(
            OpenSearch + "OpenSearchDescription",
            new XElement(OpenSearch + "ShortName", "Social Connect"),
            new XElement(OpenSearch + "Description", "Trouver une innovation sociale en France"),
            new XElement(OpenSearch + "Language", "fr"),
            new XElement(OpenSearch + "InputEncoding", "UTF-8"),
            new XElement(OpenSearch + "Url", new XAttribute("type", "text/html"), new XAttribute("template", request.To("/recherche?q={searchTerms}"))),
            new XElement(OpenSearch + "Url", new XAttribute("type", "application/atom+xml"), new XAttribute("template", request.To("/recherche/flux.atom?q={searchTerms}")))),
        "application/opensearchdescription+xml; charset=utf-8");

    private static XElement Url(HttpRequest request, string path, DateTimeOffset? changedAt) => new(
        Map + "url",
        new XElement(Map + "loc", request.To(path)),
        changedAt is { } at ? new XElement(Map + "lastmod", XmlConvert.ToString(at.ToUniversalTime())) : null);

    private static IResult Xml(XElement root, string type = "application/xml; charset=utf-8") =>
        Results.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root, type, Encoding.UTF8);
}
