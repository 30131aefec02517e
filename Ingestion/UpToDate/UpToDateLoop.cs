using Npgsql;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Ingestion.UpToDate;

/// <summary>Brings what lacks a step up to date, step by step, whenever something has changed.</summary>
public sealed partial class UpToDateLoop(NpgsqlDataSource database, IEnumerable<IUpToDateStep> steps, ILogger<UpToDateLoop> logger) : BackgroundService
{
    // Notifications wake the loop at once; the pause is for those lost while the connection was down.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryRowAfter = TimeSpan.FromMinutes(10);

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
                LogDatabaseAway(failure);
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
            }
        }
    }

    /// <summary>One sweep over all steps.</summary>
    /// <returns>How many times a step was done on an initiative.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var step in steps)
        {
            try
            {
                done += await SweepAsync(step, cancellationToken);
            }
            catch (StepPausedException paused)
            {
                LogStepPaused(step.Name, paused.Message);
            }
            catch (Exception failure) when (failure is not NpgsqlException { IsTransient: true } && !cancellationToken.IsCancellationRequested)
            {
                // One step that cannot even start must not keep the others from running.
                LogStepFailed(step.Name, failure);
            }
        }

        return done;
    }

    // Listening comes before sweeping, so that a change made during the sweep is heard.
    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand($"listen {StepLedger.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        while (true)
        {
            while (await SweepAsync(stoppingToken) > 0)
            {
            }

            await connection.WaitAsync(Pause, stoppingToken);
        }
    }

    private async Task<int> SweepAsync(IUpToDateStep step, CancellationToken cancellationToken)
    {
        var version = await step.VersionAsync(cancellationToken);
        if (version is null)
        {
            return 0;
        }

        var (done, after) = (0, 0L);
        while (true)
        {
            var batch = await RunBatchAsync(step, version, after, step.BatchSize, cancellationToken);
            if (batch.Claimed.Count == 0)
            {
                return done;
            }

            if (batch.Failure is not null)
            {
                await RunOneByOneAsync(step, version, batch.Claimed, cancellationToken);
            }

            done += batch.Claimed.Count;
            after = batch.Claimed[^1];
        }
    }

    // A batch that fails is done again row by row, so that one bad row does not hold up its neighbours.
    private async Task RunOneByOneAsync(IUpToDateStep step, string version, List<long> initiatives, CancellationToken cancellationToken)
    {
        foreach (var initiative in initiatives)
        {
            var alone = await RunBatchAsync(step, version, initiative - 1, 1, cancellationToken);
            if (alone.Failure is not { } failure)
            {
                continue;
            }

            LogRowFailed(step.Name, alone.Claimed[0], failure);
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await StepLedger.MarkFailedAsync(connection, step.Name, version, alone.Claimed[0], failure.Message, RetryRowAfter, cancellationToken);
        }
    }

    private async Task<(List<long> Claimed, Exception? Failure)> RunBatchAsync(IUpToDateStep step, string version, long after, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claimed = await StepLedger.ClaimAsync(connection, step.Name, version, after, count, cancellationToken);
        if (claimed.Count == 0)
        {
            return (claimed, null);
        }

        try
        {
            await step.RunAsync(connection, claimed, cancellationToken);
            await StepLedger.MarkDoneAsync(connection, step.Name, version, claimed, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (claimed, null);
        }
        catch (Exception failure) when (failure is not (NpgsqlException { IsTransient: true } or StepPausedException) && !cancellationToken.IsCancellationRequested)
        {
            return (claimed, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database is away; bringing up to date goes on when it is back")]
    private partial void LogDatabaseAway(Exception failure);

    [LoggerMessage(LogLevel.Information, "Step {Step} pauses: {Reason}")]
    private partial void LogStepPaused(string step, string reason);

    [LoggerMessage(LogLevel.Error, "Step {Step} could not run; it is tried again at the next sweep")]
    private partial void LogStepFailed(string step, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Step {Step} failed on initiative {Initiative}; it is tried again in ten minutes, or when the initiative changes")]
    private partial void LogRowFailed(string step, long initiative, Exception failure);
}
