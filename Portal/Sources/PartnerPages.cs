using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Sources;

/// <summary>Partners' pages as they were fetched, to be looked at in a frame. Whatever is in them, it runs nothing and loads nothing.</summary>
internal static class PartnerPages
{
    private static readonly string[] Shown = ["text/html", "application/xhtml+xml"];

    public static void MapPartnerPages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/sources/{slug}/visites/{visit:long}/pages/{key:guid}", ShowAsync)
            .WithMetadata(new ContentSecurityAttribute(ContentSecurityAttribute.PartnerPage))
            .RequireAuthorization(Policies.SourceEditors);

    private static async Task<Results<FileStreamHttpResult, NotFound>> ShowAsync(
        string slug, long visit, Guid key, PartnerStore partners, VisitReader visits, CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(slug, cancellationToken) is not { } partner || await visits.FindCopyAsync(partner.Id, visit, key, cancellationToken) is not { } copy)
        {
            return TypedResults.NotFound();
        }

        // What is no HTML is shown as text; what names no charset says it itself, in its first lines.
        var type = copy.MediaType is null || Shown.Contains(copy.MediaType, StringComparer.OrdinalIgnoreCase) ? "text/html" : "text/plain";
        var charset = copy.Charset is { } named && named.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"; charset={named}" : "";
        return TypedResults.Stream(new BrotliStream(new MemoryStream(copy.Body), CompressionMode.Decompress), type + charset);
    }
}
