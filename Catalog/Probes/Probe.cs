using System.Text.Json;

namespace SocialConnect.Catalog.Probes;

/// <summary>A probe as the person who waits sees it.</summary>
public sealed record Probe(Guid Id, ProbeRequest Request, string? AskedBy, DateTimeOffset AskedAt)
{
    /// <summary>What is being done, in French; null until a worker has begun.</summary>
    public string? Step { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Why there is no answer, in French.</summary>
    public string? Failure { get; init; }

    public ProbeTrouble? Trouble { get; init; }

    public bool IsAnswered => AnsweredAt is not null;

    internal string? Answer { get; init; }

    /// <summary>Null until answered, after a failure, and for a probe of another kind.</summary>
    public Proposal? Proposal => Of<Proposal>(ProbeKind.Propose);

    public Preview? Preview => Of<Preview>(ProbeKind.Preview);

    public PageRendering? Page => Of<PageRendering>(ProbeKind.Page);

    private T? Of<T>(ProbeKind kind)
        where T : class => Answer is not null && Request.Kind == kind ? JsonSerializer.Deserialize<T>(Answer, ProbeStore.Format) : null;
}
