using SocialConnect.Catalog.Conversations;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>An initiative on the desk of a turn, under the number that cites it.</summary>
public sealed record NumberedRecord(int Number, QuotableRecord Record);

/// <summary>Everything a turn works with. Functions put records on it; sentences may only speak of what lies here.</summary>
public sealed class TurnDesk(Need need, int nextNumber)
{
    private readonly List<NumberedRecord> _records = [];
    private readonly Dictionary<long, string> _repeatable = [];

    public Need Need { get; } = need;

    /// <summary>What the opening search found; null before it, and where the question needs none.</summary>
    public Findings? Findings { get; set; }

    public IReadOnlyList<NumberedRecord> Records => _records;

    /// <summary>Calls of functions so far, for the limit and the audit.</summary>
    public List<FunctionAudit> Calls { get; } = [];

    public int NextNumber { get; private set; } = nextNumber;

    /// <summary>Puts records on the desk; one that lies there keeps its number.</summary>
    public IReadOnlyList<NumberedRecord> Add(IEnumerable<QuotableRecord> records)
    {
        var added = new List<NumberedRecord>();
        foreach (var record in records)
        {
            if (_records.FirstOrDefault(known => known.Record.Id == record.Id) is { } known)
            {
                added.Add(known);
                continue;
            }

            var numbered = new NumberedRecord(NextNumber++, record);
            _records.Add(numbered);
            added.Add(numbered);
        }

        return added;
    }

    /// <summary>Puts a record back under the number it was shown with.</summary>
    public void AddShown(int number, QuotableRecord record) => _records.Add(new NumberedRecord(number, record));

    /// <summary>What a record says that sentences may rest on: without what speaks to machines.</summary>
    public string RepeatableOf(QuotableRecord record) =>
        _repeatable.TryGetValue(record.Id, out var known) ? known : _repeatable[record.Id] = Suspicion.Repeatable(record.FullText);

    public QuotableRecord? Find(int number) => _records.FirstOrDefault(record => record.Number == number)?.Record;
}

/// <summary>One call of a function, for the audit.</summary>
/// <param name="Outcome">"done", "refused" (over a limit) or "failed".</param>
public sealed record FunctionAudit(string Function, string Outcome, double Milliseconds);
