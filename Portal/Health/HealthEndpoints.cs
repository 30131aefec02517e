using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Health;

/// <summary>What supervisors ask: is the process alive, can it serve, how far has the catalogue come.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).RequireAuthorization(Policies.Everyone);
        routes.MapGet("/health/ready", ReadyAsync).RequireAuthorization(Policies.Everyone);
    }

    private static async Task<Results<Ok<CatalogProgress>, ProblemHttpResult>> ReadyAsync(NpgsqlDataSource database, WarmUp warmUp, CancellationToken cancellationToken)
    {
        // Whoever sends visitors here once it is ready would have the first of them wait instead.
        await warmUp.Done.WaitAsync(cancellationToken);
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
