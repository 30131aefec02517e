using SocialConnect.Catalog.Initiatives;

namespace SocialConnect.Catalog.Partners;

/// <summary>A piece of a visit's work, committed together or not at all.</summary>
public sealed class VisitBatch
{
    /// <summary>Pages met or finished since the last batch, each once.</summary>
    public List<VisitPage> Pages { get; } = [];

    public List<PageCopy> Copies { get; } = [];

    /// <summary>Initiatives read, each key once.</summary>
    public List<CollectedInitiative> Initiatives { get; } = [];

    /// <summary>How often each field was filled so far, as a JSON object.</summary>
    public string Report { get; set; } = "{}";

    /// <summary>Counts that do not follow from the initiatives.</summary>
    public VisitCounts Counts { get; set; }
}

/// <summary>Another worker has taken the visit over, or it was ended: nothing more may be written for it.</summary>
public sealed class VisitLostException(long visit) : Exception($"Visit {visit} is no longer this worker's: it leaves the rest to whoever has it.");
