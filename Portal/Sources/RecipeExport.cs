using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Sources;

internal static class RecipeExport
{
    public static void MapRecipeExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/sources/{slug}/recette.json", ExportAsync).RequireAuthorization(Policies.SourceEditors);

    private static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(string slug, int? version, PartnerStore partners, RecipeHistory history, CancellationToken cancellationToken) =>
        await partners.FindAsync(slug, cancellationToken) is { } partner
        && (version ?? partner.RecipeVersion) is { } wanted
        && await history.ReadAsync(partner.Id, wanted, cancellationToken) is { } document
            ? TypedResults.File(Encoding.UTF8.GetBytes(document), "application/json; charset=utf-8", $"recette-{slug}-v{wanted}.json")
            : TypedResults.NotFound();
}
