using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Bench;

/// <summary>Listens to what each part of the searches takes, while it lives.</summary>
internal sealed class StageTimes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _stages = new(StringComparer.Ordinal);

    public StageTimes()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SearchStages.MeterName && instrument.Name == SearchStages.DurationName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, milliseconds, tags, _) => _stages.GetOrAdd((string)tags[0].Value!, _ => []).Add(milliseconds));
        _listener.Start();
    }

    /// <summary>Median and 95th percentile of each part, in milliseconds.</summary>
    public Dictionary<string, double[]> Read() =>
        _stages.ToDictionary(stage => stage.Key, stage => new[] { Math.Round(Percentiles.Of(stage.Value, 0.5), 2), Math.Round(Percentiles.Of(stage.Value, 0.95), 2) });

    public void Dispose() => _listener.Dispose();
}
