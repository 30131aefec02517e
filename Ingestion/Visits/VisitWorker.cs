using System.Collections.Concurrent;
using Cronos;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Visits;

/// <summary>
/// Takes on visits as they are asked for, a few at once, and keeps its claims alive. When this worker goes away, its claims run out and others go on.
/// </summary>
public sealed partial class VisitWorker(
    NpgsqlDataSource database,
    VisitStore visits,
    VisitLedger ledger,
    VisitEnding ending,
    PageFetcher fetcher,
    IOptions<IngestionOptions> options,
    TimeProvider clock,
    ILogger<VisitWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    // Notifications come at once; the pause is for those lost while the connection was down.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryDatabase = TimeSpan.FromSeconds(2);
    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private readonly ConcurrentDictionary<string, Under> _under = new();
    private readonly string _name = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private int _claims;

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
                await Task.Delay(RetryDatabase, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        await Task.WhenAll(_under.Values.Select(under => under.Work));
    }

    // Listening comes before looking, so that a visit asked for meanwhile is heard.
    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand($"listen {VisitStore.AskedChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        while (true)
        {
            await visits.AskDueAsync(Next, stoppingToken);
            await RenewAsync(stoppingToken);
            while (_under.Count < options.Value.Visits && await ClaimAsync(stoppingToken))
            {
            }

            await connection.WaitAsync(Pause, stoppingToken);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (_under.IsEmpty)
        {
            return;
        }

        var owners = _under.Keys.ToList();
        var held = await visits.RenewAsync(owners, Lease, cancellationToken);
        foreach (var owner in owners)
        {
            if (!_under.TryGetValue(owner, out var under))
            {
                continue;
            }

            if (!held.TryGetValue(owner, out var stop))
            {
                await under.Abandon.CancelAsync();
            }
            else if (stop)
            {
                await under.Stop.CancelAsync();
            }
        }
    }

    private async Task<bool> ClaimAsync(CancellationToken stoppingToken)
    {
        if (await visits.ClaimAsync($"{_name}:{++_claims}", Lease, stoppingToken) is not { } claim)
        {
            return false;
        }

        var under = new Under(CancellationTokenSource.CreateLinkedTokenSource(stoppingToken));
        _under[claim.Owner] = under;
        under.Work = Task.Run(() => VisitAsync(claim, under), CancellationToken.None);
        return true;
    }

    // One partner's trouble must not keep the others from being visited.
    private async Task VisitAsync(VisitClaim claim, Under under)
    {
        try
        {
            LogBegins(claim.PartnerName ?? "(trial)", claim.Kind, claim.IsResumed);
            var end = await RunAsync(claim, under);
            LogEnded(claim.PartnerName ?? "(trial)", end?.State ?? "put off", end?.Message);
        }
        catch (VisitLostException)
        {
            LogLost(claim.PartnerName ?? "(trial)");
        }
        catch (OperationCanceledException) when (under.Abandon.IsCancellationRequested)
        {
            await ReleaseAsync(claim);
        }
        catch (Exception failure)
        {
            LogFailed(claim.PartnerName ?? "(trial)", failure);
        }
        finally
        {
            _under.TryRemove(claim.Owner, out _);
            under.Dispose();
        }
    }

    private async Task<VisitEnd?> RunAsync(VisitClaim claim, Under under)
    {
        var reading = RecipeDocument.Read(claim.RecipeJson);
        if (reading.Recipe is not { } recipe)
        {
            var broken = new VisitEnd("failed", $"la recette n’est pas valable : {reading.Problems[0]}", "{}");
            await ending.EndAsync(claim, broken, under.Abandon.Token);
            return broken;
        }

        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), France);
        if (claim.Kind == VisitKind.Visit && recipe.Limits.Hours is { } hours && !hours.Contains(TimeOnly.FromDateTime(now.DateTime)))
        {
            var wait = hours.From - TimeOnly.FromDateTime(now.DateTime);
            await visits.PostponeAsync(claim, clock.GetUtcNow() + wait, under.Abandon.Token);
            return null;
        }

        var run = new VisitRun(claim, recipe, fetcher, ledger, ending, options.Value, clock, logger);
        return await run.RunAsync(under.Stop.Token, under.Abandon.Token);
    }

    private async Task ReleaseAsync(VisitClaim claim)
    {
        try
        {
            await visits.ReleaseAsync(claim, CancellationToken.None);
        }
        catch (NpgsqlException failure)
        {
            // The claim runs out by itself.
            LogDatabaseAway(failure);
        }
    }

    private DateTimeOffset Next(string? schedule)
    {
        var now = clock.GetUtcNow();
        return schedule is not null && CronExpression.TryParse(schedule, out var cron) && cron.GetNextOccurrence(now, France) is { } next ? next : now + options.Value.VisitEvery;
    }

    [LoggerMessage(LogLevel.Information, "Visit of {Partner} begins ({Kind}, resumed: {Resumed})")]
    private partial void LogBegins(string partner, VisitKind kind, bool resumed);

    [LoggerMessage(LogLevel.Information, "Visit of {Partner} ended as {State}: {Message}")]
    private partial void LogEnded(string partner, string state, string? message);

    [LoggerMessage(LogLevel.Warning, "Visit of {Partner} has gone to another worker, which goes on with it")]
    private partial void LogLost(string partner);

    [LoggerMessage(LogLevel.Error, "Visit of {Partner} broke off; it is taken up again when its claim has run out")]
    private partial void LogFailed(string partner, Exception failure);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached; visits wait until it can")]
    private partial void LogDatabaseAway(Exception failure);

    /// <summary>A visit under way in this worker.</summary>
    private sealed class Under(CancellationTokenSource abandon) : IDisposable
    {
        public CancellationTokenSource Abandon { get; } = abandon;

        public CancellationTokenSource Stop { get; } = new();

        public Task Work { get; set; } = Task.CompletedTask;

        public void Dispose()
        {
            Abandon.Dispose();
            Stop.Dispose();
        }
    }
}
