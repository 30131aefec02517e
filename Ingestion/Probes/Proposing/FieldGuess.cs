using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Probes.Proposing;

/// <summary>A column taken for a field.</summary>
/// <param name="Reason">In French.</param>
internal sealed record FieldGuess(string Field, Column Column, double Score, string Reason)
{
    public IReadOnlyList<CleanUp> Clean { get; init; } = [];

    public FieldRecipe Recipe => new() { Select = [Column.Selector], Clean = Clean };
}
