namespace SocialConnect.Bench.Chat;

/// <param name="Parts">The number of the last part that arrived.</param>
internal sealed record FinishedTurn(string Id, int Parts);

/// <summary>What all sessions together have seen.</summary>
internal sealed class ChatTally
{
    private readonly Lock _lock = new();
    private readonly List<double> _firstCards = [];
    private readonly List<FinishedTurn> _finished = [];
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);

    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    public int Reconnects { get; private set; }

    public int Errors => _errors.Values.Sum();

    public IReadOnlyDictionary<string, int> ErrorKinds => _errors;

    public IReadOnlyList<FinishedTurn> Finished => _finished;

    public int Answered => _firstCards.Count;

    public void FirstCard(TimeSpan after)
    {
        lock (_lock)
        {
            _firstCards.Add(after.TotalMilliseconds);
        }
    }

    /// <summary>A part arrived after another: the next number is right, an earlier one doubles, a later one leaves some out.</summary>
    public void Arrived(int last, int number)
    {
        lock (_lock)
        {
            Doubled += number <= last ? 1 : 0;
            Lost += Math.Max(0, number - last - 1);
        }
    }

    public void Reconnected()
    {
        lock (_lock)
        {
            Reconnects++;
        }
    }

    public void Ended(string turn, int parts)
    {
        lock (_lock)
        {
            _finished.Add(new FinishedTurn(turn, parts));
        }
    }

    public void Failed(string kind)
    {
        lock (_lock)
        {
            _errors[kind] = _errors.GetValueOrDefault(kind) + 1;
        }
    }

    /// <summary>Holds what arrived against what the portal has kept: parts that never came, turns answered twice or not kept.</summary>
    public void Compare(IReadOnlyDictionary<string, int> keptParts)
    {
        foreach (var turn in _finished)
        {
            var kept = keptParts.GetValueOrDefault(turn.Id);
            Lost += Math.Max(0, kept - turn.Parts);
            Doubled += kept == 0 ? 0 : Math.Max(0, turn.Parts - kept);
            if (kept == 0)
            {
                Failed("not kept");
            }
        }
    }

    public double? Percentile(double part)
    {
        _firstCards.Sort();
        return _firstCards.Count == 0 ? null : Math.Round(_firstCards[(int)Math.Min(_firstCards.Count - 1, _firstCards.Count * part)], 1);
    }
}
