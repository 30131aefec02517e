using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Probes;

/// <summary>There is no answer, and the person who waits is to be told why.</summary>
/// <param name="explanation">In French.</param>
internal sealed class ProbeFailedException(ProbeTrouble trouble, string explanation) : Exception(explanation)
{
    public ProbeTrouble Trouble { get; } = trouble;

    public static ProbeFailedException Because(FetchedPage page) => new(
        page.Outcome switch
        {
            FetchOutcome.Forbidden => ProbeTrouble.Robots,
            FetchOutcome.Failed => ProbeTrouble.Unreachable,
            _ => ProbeTrouble.Refused,
        },
        page.Message ?? "la page n’a pas pu être lue");
}
