namespace SocialConnect.Catalog.Probes;

/// <summary>A probe that this worker has taken on.</summary>
/// <param name="Owner">Names this claim: whoever holds another one may no longer answer.</param>
public sealed record ProbeClaim(Guid Id, ProbeRequest Request, string Owner);
