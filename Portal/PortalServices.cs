using SocialConnect.Portal.Health;

namespace SocialConnect.Portal;

public static class PortalServices
{
    public static IHostApplicationBuilder AddPortal(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRazorPages();
        return builder;
    }

    public static void UsePortal(this WebApplication app)
    {
        app.MapHealth();
        app.MapRazorPages();
    }
}
