namespace SocialConnect.Catalog.Curation;

/// <summary>What an imported table would do, line by line, before anything is done.</summary>
public sealed class TagImportPlan
{
    public List<TagImportLine> Lines { get; } = [];

    /// <summary>Set when the table as a whole cannot be used.</summary>
    public TagImportProblem? Problem { get; private set; }

    /// <summary>A tag named twice takes the last line's categories.</summary>
    public IReadOnlyList<TagDecision> Decisions =>
        Problem is null
            ? [.. Lines.Select(line => line.Decision).OfType<TagDecision>().Reverse().DistinctBy(decision => (decision.PartnerId, decision.Tag)).Reverse()]
            : [];

    public IEnumerable<TagImportLine> Refused => Lines.Where(line => line.Problem is not null);

    internal TagImportPlan Refuse(TagImportProblem problem)
    {
        Problem = problem;
        return this;
    }
}
