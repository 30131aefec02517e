using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Portal.Errors;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Health;

/// <summary>For the programs that start and watch the portal: is it alive, can it answer, how far has the catalogue come.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        foreach (var (folder, live, ready) in new[] { ("/sante", "/vie", "/pret"), ("/health", "/live", "/ready") })
        {
            var health = routes.MapGroup(folder).RequireAuthorization(Policies.Everyone);
            health.MapGet(live, () => TypedResults.Ok(new HealthState("alive")));
            health.MapGet(ready, ReadyAsync);
        }

        routes.MapGet("/sante/avancement", ProgressAsync).RequireAuthorization(Policies.Everyone);
    }

    private static async Task<Results<Ok<HealthState>, JsonHttpResult<HealthState>>> ReadyAsync(CatalogueOverview catalogue, CancellationToken cancellationToken)
    {
        try
        {
            await catalogue.PingAsync(cancellationToken);
            return TypedResults.Ok(new HealthState("ready"));
        }
        catch (Exception failure) when (DatabaseOutage.IsCauseOf(failure))
        {
            return TypedResults.Json(new HealthState("database away"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<Ok<CatalogueProgress>> ProgressAsync(CatalogueOverview catalogue, CancellationToken cancellationToken) =>
        TypedResults.Ok(await catalogue.ReadProgressAsync(cancellationToken));

    private sealed record HealthState(string State);
}
