using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Portal.Errors;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Errors;

/// <summary>Shown in place of a page that failed, at the address of that page.</summary>
[Authorize(Policy = Policies.Everyone), IgnoreAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed partial class FailureModel(ILogger<FailureModel> logger) : PageModel
{
    /// <summary>PostgreSQL is away: nothing is wrong with the request, and trying again helps.</summary>
    public bool IsOutage { get; private set; }

    public string Reference { get; private set; } = "";

    public IActionResult OnGet() => Show();

    public IActionResult OnPost() => Show();

    private IActionResult Show()
    {
        if (HttpContext.Features.Get<IExceptionHandlerPathFeature>() is not { } failed)
        {
            return NotFound();
        }

        IsOutage = DatabaseOutage.IsCauseOf(failed.Error);
        Reference = Portal.Errors.Reference.Of(HttpContext);
        if (IsOutage)
        {
            Response.Headers.RetryAfter = "5";
            LogOutage(failed.Path, Reference, failed.Error.GetBaseException().Message);
        }
        else
        {
            LogFailed(failed.Path, Reference, failed.Error);
        }

        return Page();
    }

    [LoggerMessage(LogLevel.Warning, "PostgreSQL did not answer for {Path} (reference {Reference}): {Reason}; the visitor was asked to try again")]
    private partial void LogOutage(string path, string reference, string reason);

    [LoggerMessage(LogLevel.Error, "{Path} could not be prepared (reference {Reference}); the visitor was asked to try again")]
    private partial void LogFailed(string path, string reference, Exception failure);
}
