using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>A recipe thought out for a site, before it has been tried.</summary>
/// <param name="Reason">What gave its kind away, in French.</param>
/// <param name="Weight">Of several ways to read a site, the weightier is proposed: how many initiatives it promises.</param>
internal sealed record Draft(Recipe Recipe, string Reason, double Weight)
{
    public IReadOnlyList<ProposedField> Fields { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public Uri Address => Recipe.Start[0];
}
