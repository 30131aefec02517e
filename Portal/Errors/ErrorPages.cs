using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Errors;

internal static class ErrorPages
{
    public static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    /// <summary>People get a page, programs a problem document; nobody gets a stack trace.</summary>
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/erreur",
            StatusCodeSelector = failure => DatabaseOutage.IsCauseOf(failure)
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,
            // The page logs one line with the reference that it shows.
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseWhen(IsApi, api => api.UseStatusCodePages(context =>
            Results.Problem(statusCode: context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext)));
        app.UseWhen(context => !IsApi(context), pages => pages.UseStatusCodePagesWithReExecute("/erreur/{0}"));
    }

    /// <summary>Without this, an unknown address would be an endpoint without policy, and answer with the sign-in page.</summary>
    public static void MapUnknownAddresses(this IEndpointRouteBuilder routes) =>
        routes.MapFallback("{**path}", () => Results.StatusCode(StatusCodes.Status404NotFound))
            .RequireAuthorization(Policies.Everyone);
}
