namespace SocialConnect.Catalog.Search;

/// <param name="Value">As it stands in the address; "" is "not stated".</param>
/// <param name="Label">In French.</param>
/// <param name="Children">One level finer, as sub-themes of a theme.</param>
public sealed record FacetValue(string Value, string Label, int Count, bool IsSelected, IReadOnlyList<FacetValue> Children);
