using Microsoft.AspNetCore.Diagnostics;

namespace SocialConnect.Portal.Errors;

/// <summary>A failure under /api is answered as a problem document, with the reference that the log carries.</summary>
internal sealed partial class ApiFailures(ILogger<ApiFailures> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (!ErrorPages.IsApi(context))
        {
            return false;
        }

        var isOutage = DatabaseOutage.IsCauseOf(exception);
        var reference = Reference.Of(context);
        LogFailed(context.Request.Path, reference, exception);
        var answer = Results.Problem(
            title: isOutage ? "Le catalogue ne répond pas pour le moment." : "La réponse n’a pas pu être préparée.",
            detail: "Réessayez dans un instant.",
            statusCode: isOutage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            extensions: [new("reference", reference)]);
        await answer.ExecuteAsync(context);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "{Path} could not be answered (reference {Reference}); the caller was told to try again")]
    private partial void LogFailed(string path, string reference, Exception failure);
}
