using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Catalog.Probes;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Sources;

/// <summary>A partner's page as a worker has prepared it, to be shown in a frame and pointed at.</summary>
internal static class PointablePages
{
    private const string Head = "<meta charset=\"utf-8\">";

    public static string AddressOf(Guid probe) => $"/sources/pages/{probe}";

    public static void MapPointablePages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/sources/pages/{probe:guid}", ShowAsync)
            .WithMetadata(new ContentSecurityAttribute(ContentSecurityAttribute.PointablePage))
            .RequireAuthorization(Policies.SourceEditors);

    private static async Task<Results<ContentHttpResult, NotFound>> ShowAsync(Guid probe, HttpRequest request, ProbeStore probes, CancellationToken cancellationToken) =>
        (await probes.ReadAsync(probe, cancellationToken))?.Page is { } page
            ? TypedResults.Content(page.Html.Replace(Head, $"{Head}<link rel=\"stylesheet\" href=\"{request.PathBase}/css/pointable.css\">", StringComparison.Ordinal), "text/html; charset=utf-8")
            : TypedResults.NotFound();
}
