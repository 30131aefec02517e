using System.Text;
using System.Xml;
using System.Xml.Linq;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Feeds;

/// <summary>Any state of the search as an Atom feed (RFC 4287), newest first.</summary>
internal static class FeedEndpoints
{
    private const int Entries = 40;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static void MapFeeds(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/recherche/flux.atom", [HttpMethods.Get, HttpMethods.Head], WriteAsync).RequireAuthorization(Policies.Everyone);

    private static async Task WriteAsync(HttpContext context, InitiativeSearch search, CancellationToken cancellationToken)
    {
        var (asked, _) = SearchAddress.Read(context.Request.Query);
        var results = await search.FindAsync(asked with { Order = SearchOrder.Newest, Page = 1, After = null, PageSize = Entries }, cancellationToken);
        var query = SearchAddress.Write(asked with { Page = 1, After = null });
        var self = context.Request.To("/recherche/flux.atom" + query);
        var feed = new XElement(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", "fr"),
            new XElement(Atom + "id", self),
            new XElement(Atom + "title", asked.Question.Length > 0 ? $"Social Connect\u202f: {asked.Question}" : "Social Connect\u202f: nouveautés"),
            new XElement(Atom + "updated", Moment(results.Hits.Select(hit => hit.ChangedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max())),
            new XElement(Atom + "author", new XElement(Atom + "name", "Social Connect")),
            Link("self", self, "application/atom+xml"),
            Link("alternate", context.Request.To("/recherche" + query), "text/html"),
            results.Hits.Select(hit => Entry(hit, context.Request)));

        context.Response.ContentType = "application/atom+xml; charset=utf-8";
        await using var writer = XmlWriter.Create(context.Response.Body, new XmlWriterSettings { Async = true, Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        await new XDocument(feed).WriteToAsync(writer, cancellationToken);
    }

    private static XElement Entry(SearchHit hit, HttpRequest request) => new(
        Atom + "entry",
        // The words of the address may change with the title; the number never does.
        new XElement(Atom + "id", request.To($"/initiatives/{hit.Id}")),
        new XElement(Atom + "title", Clean(hit.Title.Text)),
        new XElement(Atom + "updated", Moment(hit.ChangedAt)),
        Link("alternate", request.To(hit.Address()), "text/html"),
        Link("via", hit.PageUrl.AbsoluteUri, "text/html"),
        new XElement(Atom + "author", new XElement(Atom + "name", Clean(hit.PartnerName))),
        hit.Categories.Where(category => category.Facet == SearchFacet.Theme).Select(category => new XElement(Atom + "category", new XAttribute("term", category.Value), new XAttribute("label", category.Label))),
        new XElement(Atom + "summary", Clean($"{hit.Snippet.Text} ({hit.PlaceText()})")));

    private static XElement Link(string relation, string address, string type) =>
        new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address), new XAttribute("type", type));

    private static string Moment(DateTimeOffset moment) => XmlConvert.ToString(moment.ToUniversalTime());

    // Partners' pages may hold characters that XML does not allow.
    private static string Clean(string text) => new([.. text.Where(XmlConvert.IsXmlChar)]);
}
