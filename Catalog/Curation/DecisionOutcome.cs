namespace SocialConnect.Catalog.Curation;

/// <summary>What became of a curator's verdicts.</summary>
/// <param name="Decisions">The decisions now in force for them, in their order; empty when somebody else was faster.</param>
/// <param name="Others">What other curators said since the initiative was shown, the newest last; then nothing was stored.</param>
public sealed record DecisionOutcome(IReadOnlyList<long> Decisions, IReadOnlyList<Decision> Others)
{
    public bool IsStored => Others.Count == 0;
}
