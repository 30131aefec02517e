using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SocialConnect.Catalog.Search;

/// <summary>What each part of a search takes, as a metric: costs nothing while nobody listens.</summary>
internal sealed class SearchStages
{
    public const string MeterName = "SocialConnect.Search";
    public const string DurationName = "search.stage.duration";
    public const string StageTag = "stage";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(DurationName, "ms", "What the parts of a search take");

    private long _since = Durations.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>The part that began when the last one ended is done.</summary>
    public void Done(string stage)
    {
        if (_since == 0)
        {
            return;
        }

        var now = Stopwatch.GetTimestamp();
        Durations.Record(Stopwatch.GetElapsedTime(_since, now).TotalMilliseconds, KeyValuePair.Create<string, object?>(StageTag, stage));
        _since = now;
    }
}
