using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Covers;

internal static class CoverEndpoint
{
    public static void MapCovers(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/couvertures/{edition:int}/{theme:regex(^[a-z]{{3,12}}$)}-{seed:regex(^[0-9a-f]{{8}}$)}.svg", [HttpMethods.Get, HttpMethods.Head], Draw)
            .RequireAuthorization(Policies.Everyone);

    private static Results<ContentHttpResult, NotFound> Draw(int edition, string theme, string seed, HttpResponse response)
    {
        if (edition != Cover.Edition)
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Text(Cover.Draw(uint.Parse(seed, NumberStyles.HexNumber, CultureInfo.InvariantCulture), theme), "image/svg+xml; charset=utf-8");
    }
}
