namespace SocialConnect.Catalog.Search.Words;

/// <summary>A category of which a question tells in the taxonomy's words.</summary>
/// <param name="Path">Its value in the facet.</param>
/// <param name="Strength">From 0 to 1: how surely the words mean it.</param>
/// <param name="Stems">The question's words that say so.</param>
internal sealed record CategoryTold(SearchFacet Facet, string Path, double Strength, IReadOnlySet<string> Stems)
{
    /// <summary>What stands for it among a question's stems; no stem begins so.</summary>
    public string Mark => $"@{Facet.Parameter}/{Path}";
}
