using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Errors;
using SocialConnect.Portal.Finder.Answering;

namespace SocialConnect.Portal.Finder.Live;

/// <summary>Forgets, every hour, the conversations that have been kept long enough.</summary>
public sealed partial class ForgetConversations(ConversationStore conversations, IOptions<FinderOptions> options, TimeProvider clock, ILogger<ForgetConversations> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                var forgotten = await conversations.ForgetAsync(options.Value.KeepConversations, stoppingToken);
                LogForgotten(forgotten);
            }
            catch (Exception failure) when (DatabaseOutage.IsCauseOf(failure) && !stoppingToken.IsCancellationRequested)
            {
                LogAway(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Debug, "Forgot {Count} old conversations")]
    private partial void LogForgotten(int count);

    [LoggerMessage(LogLevel.Warning, "Old conversations could not be forgotten; it is tried again in an hour")]
    private partial void LogAway(Exception failure);
}
