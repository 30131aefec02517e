using System.Globalization;
using CsvHelper;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Feeds;

/// <summary>Any state of the search as a table that French spreadsheets open: UTF-8 with its mark, semicolons, one row per initiative.</summary>
internal static class ExportEndpoints
{
    public const int MostRows = 10_000;

    private static readonly string[] Columns =
        ["id", "titre", "extrait", "porteur", "lieu", "territoire", "latitude", "longitude", "themes", "public", "partenaire", "publie_le", "vu_le", "fiche", "source"];

    public static void MapExports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/recherche/export.csv", WriteAsync).RequireAuthorization(Policies.Everyone);

    private static async Task WriteAsync(HttpContext context, InitiativeSearch search, CancellationToken cancellationToken)
    {
        var (asked, _) = SearchAddress.Read(context.Request.Query);
        var page = asked with { Page = 1, After = null, PageSize = SearchRequest.LargestPage };
        // The first page is found before anything is sent, so that a failure is still an error page.
        var results = await search.FindAsync(page, cancellationToken);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"initiatives.csv\"";
        await using var csv = CsvWriter.Create(context.Response.Body, FrenchCsv.Format, leaveOpen: true);
        await csv.WriteRecordAsync(Columns, cancellationToken);
        for (var rows = 0; rows < MostRows && results.Hits.Count > 0; rows += results.Hits.Count)
        {
            foreach (var hit in results.Hits)
            {
                await csv.WriteRecordAsync(Row(hit, context.Request), cancellationToken);
            }

            if (results.Next is not { } next)
            {
                break;
            }

            results = await search.FindAsync(page with { After = next }, cancellationToken);
        }
    }

    private static string[] Row(SearchHit hit, HttpRequest request) =>
    [
        hit.Id.ToString(CultureInfo.InvariantCulture),
        hit.Title.Text,
        hit.Snippet.Text,
        hit.Organisation ?? "",
        hit.IsNational ? "Partout en France" : string.Join(", ", new[] { hit.Place, hit.Departement }.OfType<string>()),
        hit.TerritoryCode ?? "",
        hit.Position?.Latitude.ToString(CultureInfo.InvariantCulture) ?? "",
        hit.Position?.Longitude.ToString(CultureInfo.InvariantCulture) ?? "",
        Labels(hit, SearchFacet.Theme),
        Labels(hit, SearchFacet.Audience),
        hit.PartnerName,
        hit.PublishedOn?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        French.InParis(hit.SeenAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        request.To(hit.Address()),
        hit.PageUrl.AbsoluteUri,
    ];

    private static string Labels(SearchHit hit, SearchFacet facet) =>
        string.Join(" | ", hit.Categories.Where(category => category.Facet == facet).Select(category => category.Label).Distinct());
}
