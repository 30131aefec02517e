using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;

namespace SocialConnect.Ingestion.Probes;

/// <summary>Takes on probes as they are asked for, a few at once. Somebody waits for each: they do not queue behind visits.</summary>
public sealed partial class ProbeWorker(
    NpgsqlDataSource database,
    ProbeStore probes,
    ProbeWork work,
    UploadStore uploads,
    IOptions<ProbeSettings> settings,
    TimeProvider clock,
    ILogger<ProbeWorker> logger) : BackgroundService
{
    // Notifications come at once; the pause is for those lost while the connection was down, and for claims that have run out.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryDatabase = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<ProbeClaim, Under> _under = new();
    private readonly string _name = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private DateTimeOffset _cleanAt = DateTimeOffset.MinValue;
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

    // Listening comes before looking, so that a probe asked for meanwhile is heard.
    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand($"listen {ProbeStore.AskedChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        while (true)
        {
            await GiveUpWithdrawnAsync(stoppingToken);
            while (_under.Count < settings.Value.AtOnce && await probes.ClaimAsync($"{_name}:{++_claims}", ProbeWork.Lease, stoppingToken) is { } claim)
            {
                Begin(claim, stoppingToken);
            }

            if (clock.GetUtcNow() >= _cleanAt)
            {
                _cleanAt = clock.GetUtcNow() + CleanEvery;
                await probes.RemoveOldAsync(stoppingToken);
                await uploads.RemoveUnusedAsync(stoppingToken);
            }

            await connection.WaitAsync(Pause, stoppingToken);
        }
    }

    private void Begin(ProbeClaim claim, CancellationToken stoppingToken)
    {
        var under = new Under(CancellationTokenSource.CreateLinkedTokenSource(stoppingToken));
        _under[claim] = under;
        under.Work = Task.Run(() => AnswerAsync(claim, under, stoppingToken), CancellationToken.None);
    }

    private async Task AnswerAsync(ProbeClaim claim, Under under, CancellationToken stoppingToken)
    {
        try
        {
            LogBegins(claim.Request.Kind, claim.Request.Address);
            await work.AnswerAsync(claim, under.GiveUp.Token);
        }
        catch (Exception ended) when (ended is ProbeWithdrawnException || ended is OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            LogWithdrawn(claim.Id);
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync(claim);
        }
        catch (NpgsqlException failure)
        {
            // The claim runs out, and the probe is taken up again.
            LogDatabaseAway(failure);
        }
        finally
        {
            _under.TryRemove(claim, out _);
            under.GiveUp.Dispose();
        }
    }

    private async Task GiveUpWithdrawnAsync(CancellationToken cancellationToken)
    {
        if (_under.IsEmpty)
        {
            return;
        }

        var under = _under.ToArray();
        var held = await probes.KeepAsync(under.Select(entry => entry.Key.Owner).ToList(), ProbeWork.Lease, cancellationToken);
        foreach (var (claim, work) in under)
        {
            // One that has just been answered is no longer held either.
            if (!held.Contains(claim.Owner) && _under.ContainsKey(claim))
            {
                await work.CancelAsync();
            }
        }
    }

    private async Task ReleaseAsync(ProbeClaim claim)
    {
        try
        {
            await probes.ReleaseAsync(claim, CancellationToken.None);
        }
        catch (NpgsqlException failure)
        {
            LogDatabaseAway(failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "A look is taken for somebody who waits ({Kind}, {Address})")]
    private partial void LogBegins(ProbeKind kind, Uri? address);

    [LoggerMessage(LogLevel.Debug, "The probe {Id} is given up: nobody waits for it any longer, or another worker has it")]
    private partial void LogWithdrawn(Guid id);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached; probes wait until it can")]
    private partial void LogDatabaseAway(Exception failure);

    /// <summary>A probe under way in this worker.</summary>
    private sealed class Under(CancellationTokenSource giveUp)
    {
        public CancellationTokenSource GiveUp { get; } = giveUp;

        public Task Work { get; set; } = Task.CompletedTask;

        public async Task CancelAsync()
        {
            try
            {
                await GiveUp.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended by itself.
            }
        }
    }
}
