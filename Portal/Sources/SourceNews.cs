using Microsoft.AspNetCore.SignalR;
using Npgsql;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;

namespace SocialConnect.Portal.Sources;

/// <summary>Hears from PostgreSQL what workers have done, and passes it on to the pages that are open.</summary>
internal sealed partial class SourceNews(NpgsqlDataSource database, IHubContext<SourcesHub> hub, TimeProvider clock, ILogger<SourceNews> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDatabase = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, string> Kinds = new()
    {
        [VisitStore.ProgressChannel] = "visit",
        [VisitStore.AskedChannel] = "visit",
        [ProbeStore.ProgressChannel] = "probe",
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException && !stoppingToken.IsCancellationRequested)
            {
                LogDatabaseAway(failure.Message);
                await Task.Delay(RetryDatabase, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        var heard = new Queue<(string Kind, string Id)>();
        connection.Notification += (_, news) => heard.Enqueue((Kinds[news.Channel], news.Payload));
        await using (var listen = new NpgsqlCommand(string.Join(';', Kinds.Keys.Select(channel => $"listen {channel}")), connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        while (true)
        {
            while (heard.TryDequeue(out var news))
            {
                await hub.Clients.All.SendAsync(SourcesHub.Progress, news.Kind, news.Id, stoppingToken);
            }

            await connection.WaitAsync(stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Progress of visits is not heard while the database is away ({Reason}); pages show it when they are loaded again")]
    private partial void LogDatabaseAway(string reason);
}
