using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;
using SocialConnect.Portal.Api;
using SocialConnect.Portal.Covers;
using SocialConnect.Portal.Errors;
using SocialConnect.Portal.Feeds;
using SocialConnect.Portal.Finder;
using SocialConnect.Portal.Forms;
using SocialConnect.Portal.Health;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Maps;
using SocialConnect.Portal.Pages.Admin;
using SocialConnect.Portal.Pages.Initiatives;
using SocialConnect.Portal.Pages.Taxonomy;
using SocialConnect.Portal.Security;
using SocialConnect.Portal.Sources;

namespace SocialConnect.Portal;

public static class PortalServices
{
    public static WebApplicationBuilder AddPortal(this WebApplicationBuilder builder)
    {
        // Passwords and connection strings may be mounted as files, one per setting.
        builder.Configuration.AddKeyPerFile("/run/secrets", optional: true);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        services.AddRazorPages().AddMvcOptions(FrenchValidation.Configure);
        // Accents need no escaping in UTF-8, and would triple the length of French.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRouting(options => options.LowercaseUrls = true);
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/atom+xml", "application/problem+json", "application/ld+json"];
        });
        services.AddSignIn();
        services.AddAuthorization(Policies.Configure);
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiFailures>();
        services.AddHttpContextAccessor();
        services.AddScoped<Assets>();
        services.AddSingleton<MastheadFigures>();
        services.AddFinder().AddLiveFinder();
        services.AddSources();
        services.AddSingleton<ViewCounter>();
        services.AddHostedService(provider => provider.GetRequiredService<ViewCounter>());
        services.AddSingleton<Outlines>();
        services.AddSingleton<WarmUp>();
        services.AddHostedService(provider => provider.GetRequiredService<WarmUp>());
        return builder;
    }

    public static void UsePortal(this WebApplication app)
    {
        // The portal speaks French whatever the machine or the browser is set to.
        var french = CultureInfo.GetCultureInfo("fr-FR");
        app.UseRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new(french);
            options.SupportedCultures = options.SupportedUICultures = [french];
            options.RequestCultureProviders.Clear();
        });
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseErrorPages();
        app.UseRouting();
        app.UseRequestLimits();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapStaticAssets().RequireAuthorization(Policies.Everyone);
        app.MapRazorPages().WithStaticAssets();
        app.MapTaxonomyExports();
        app.MapHealth();
        app.MapCovers();
        app.MapOutlines();
        app.MapFeeds();
        app.MapExports();
        app.MapSiteMaps();
        app.MapInitiatives();
        app.MapSuggestions();
        app.MapFinder();
        app.MapFinderFigures();
        app.MapSources();
        app.MapUnknownAddresses();
    }
}
