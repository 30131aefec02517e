using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Portal.Health;

/// <summary>What supervisors ask: is the process alive, can it serve.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<Results<Ok<CatalogProgress>, ProblemHttpResult>> ReadyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await CatalogProgress.ReadAsync(database, cancellationToken));
        }
        catch (NpgsqlException)
        {
            return TypedResults.Problem("The database does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
