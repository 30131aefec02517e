using SocialConnect.Portal.Finder.Answering;
using SocialConnect.Portal.Finder.Live;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder;

public static class FinderServices
{
    /// <summary>The conversation that finds: reading, searching, writing, checking.</summary>
    public static IServiceCollection AddFinder(this IServiceCollection services)
    {
        services.AddOptions<FinderOptions>().BindConfiguration(FinderOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(LanguageModel.Client)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            // The endpoint is the one of the settings: where it points elsewhere is not followed.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.AddSingleton<FinderReader>();
        services.AddSingleton<FinderSearch>();
        services.AddSingleton<CatalogueFunctions>();
        services.AddSingleton<FunctionLimits>();
        services.AddSingleton<LanguageModel>();
        services.AddSingleton<ModelBudget>();
        services.AddSingleton<ProseWriter>();
        services.AddSingleton<Answering.Finder>();
        return services;
    }

    /// <summary>What carries the conversation: live turns, their page, what is kept of them.</summary>
    public static IServiceCollection AddLiveFinder(this IServiceCollection services)
    {
        services.AddSingleton<FinderTurns>();
        services.AddSingleton<PartHtml>();
        services.AddSingleton<LiveTurns>();
        services.AddSingleton<QuestionPace>();
        services.AddHostedService<ForgetConversations>();
        services.AddSignalR(hub =>
        {
            // A question and its address; nothing longer is ever sent.
            hub.MaximumReceiveMessageSize = 8 * 1024;
            hub.MaximumParallelInvocationsPerClient = 4;
            hub.EnableDetailedErrors = false;
        });
        return services;
    }

    public static void MapFinder(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<FinderHub>(FinderHub.Path);
        routes.MapTranscript();
    }
}
