using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Taxonomy.Exchange;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Taxonomy;

/// <summary>The scheme in force as files, for anybody.</summary>
internal static class TaxonomyExports
{
    public static void MapTaxonomyExports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/taxonomie/export.{format:regex(^(ttl|jsonld|csv)$)}", ExportAsync).RequireAuthorization(Policies.Everyone);

    private static async Task<FileContentHttpResult> ExportAsync(string format, HttpRequest request, TaxonomyStore taxonomy, CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        var name = $"{scheme.Name}-{scheme.Version}.{format}";
        if (format == "csv")
        {
            return TypedResults.File(TaxonomyCsv.Write(scheme), "text/csv; charset=utf-8", name);
        }

        var statements = SkosWriter.Describe(scheme, new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/"));
        return format == "ttl"
            ? TypedResults.File(Encoding.UTF8.GetBytes(SkosWriter.ToTurtle(statements)), "text/turtle; charset=utf-8", name)
            : TypedResults.File(Encoding.UTF8.GetBytes(SkosWriter.ToJsonLd(statements)), "application/ld+json", name);
    }
}
