using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using SocialConnect.Catalog.Accounts;
using SocialConnect.Portal.Errors;
using SocialConnect.Portal.Forms;

namespace SocialConnect.Portal.Security;

internal static class SignInCookies
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAccounts().AddErrorDescriber<FrenchIdentityErrors>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Configure);
        // Changed roles, a changed password and a lock take effect within a minute, at one read of the account per minute.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAntiforgery(options => options.Cookie.Name = "sc-form");
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.LoginPath = "/connexion";
        options.ReturnUrlParameter = "retour";
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.Cookie.Name = "sc-compte";
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        options.Events.OnRedirectToLogin = context =>
        {
            if (ErrorPages.IsApi(context.HttpContext))
            {
                return Answer(context, StatusCodes.Status401Unauthorized);
            }

            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    // While the database is away nobody's account can be checked: the visitor goes on as anonymous, and keeps the cookie.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        catch (Exception failure) when (DatabaseOutage.IsCauseOf(failure))
        {
            context.RejectPrincipal();
        }
    }
}
