using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Npgsql;
using SocialConnect.Catalog.Initiatives;

namespace SocialConnect.Portal.Pages.Initiatives;

/// <summary>Counts views in memory and adds them to the catalogue now and then, so that looking at a page writes nothing.</summary>
public sealed partial class ViewCounter(InitiativeTraffic traffic, TimeProvider clock, ILogger<ViewCounter> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, int> _views = [];

    /// <summary>Programs that name themselves are not counted, nor are requests without a name.</summary>
    public void Count(long initiative, string? userAgent)
    {
        if (!string.IsNullOrEmpty(userAgent) && !ProgramNames().IsMatch(userAgent))
        {
            _views.AddOrUpdate(initiative, 1, (_, views) => views + 1);
        }
    }

    /// <summary>Adds what was counted since the last time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var counted = new Dictionary<long, int>();
        foreach (var initiative in _views.Keys)
        {
            if (_views.TryRemove(initiative, out var views))
            {
                counted[initiative] = views;
            }
        }

        if (counted.Count == 0)
        {
            return;
        }

        try
        {
            await traffic.AddAsync(counted, cancellationToken);
        }
        catch (NpgsqlException outage)
        {
            foreach (var (initiative, views) in counted)
            {
                _views.AddOrUpdate(initiative, views, (_, since) => since + views);
            }

            LogKept(counted.Count, outage);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    [GeneratedRegex("bot|crawl|spider|slurp|curl|wget|python|headless|monitor|preview", RegexOptions.IgnoreCase)]
    private static partial Regex ProgramNames();

    [LoggerMessage(LogLevel.Warning, "The views of {Initiatives} initiatives could not be added; they are kept for the next time")]
    private partial void LogKept(int initiatives, Exception failure);
}
