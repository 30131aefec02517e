namespace SocialConnect.Portal.Sources;

public static class SourceServices
{
    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddHostedService<SourceNews>();
        return services;
    }

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<SourcesHub>(SourcesHub.Path);
        routes.MapRecipeExport();
        routes.MapPartnerPages();
        routes.MapPointablePages();
    }
}
