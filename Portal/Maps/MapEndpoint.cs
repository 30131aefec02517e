using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Maps;

internal static class MapEndpoint
{
    public static void MapOutlines(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/cartes/{file}", [HttpMethods.Get, HttpMethods.Head], Show).RequireAuthorization(Policies.Everyone);

    private static Results<ContentHttpResult, NotFound> Show(string file, Outlines outlines, HttpResponse response)
    {
        if ("/cartes/" + file != outlines.Address)
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Text(outlines.Svg, "image/svg+xml; charset=utf-8");
    }
}
