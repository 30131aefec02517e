using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace SocialConnect.Portal.Security;

/// <summary>How much of a request is read.</summary>
internal static class RequestLimits
{
    /// <summary>Read by pages that take files, far above what they accept, so that a file too large is answered on the page itself, with what was typed beside it.</summary>
    public const long Uploads = 250_000_000;

    /// <summary>Refuses what announces itself as too large before anything reads it: a reader that fails halfway would blame the form.</summary>
    public static void UseRequestLimits(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var most = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize
            ?? context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        // The page that says so passes here too, with the same request, and reads nothing of it.
        if (context.Request.ContentLength is not { } length || length <= most || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });
}
