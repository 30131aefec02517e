using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SocialConnect.Catalog.Database;

/// <summary>
/// Registered before all other hosted services, so that none of them meets a table that is not there yet. Programs may start before their database does:
/// this waits for it.
/// </summary>
internal sealed partial class MigrateAtStart(Migrator migrator, TimeProvider clock, ILogger<MigrateAtStart> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await migrator.MigrateAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException away) when (away.IsTransient || away.InnerException is IOException)
            {
                LogAway(away.Message);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "PostgreSQL does not answer ({Reason}); it is tried again in 2 s, nothing else starts before")]
    private partial void LogAway(string reason);
}
