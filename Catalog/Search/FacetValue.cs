namespace SocialConnect.Catalog.Search;

/// <param name="Value">As it stands in the address; "" is "not stated".</param>
/// <param name="Label">In French.</param>
/// <param name="Children">One level finer, as sub-themes of a theme.</param>
public sealed record FacetValue(string Value, string Label, int Count, bool IsSelected, IReadOnlyList<FacetValue> Children)
{
    /// <summary>Of these, the ones of this value alone: of a territory, those that are there, without the national ones that serve it too.</summary>
    public int LocalCount { get; init; } = Count;

    /// <summary>The label one level coarser, of values that stand without the one they belong to; null for roots and for children.</summary>
    public string? Above { get; init; }
}
