namespace SocialConnect.Catalog.Search;

/// <summary>The values of a facet that typed letters find.</summary>
/// <param name="Count">How many are found, be they shown or not.</param>
/// <param name="IsCut">There are more than are shown.</param>
/// <param name="Values">What is selected, whatever was typed; then the found ones without their children: labels that begin so, then the most frequent.</param>
public sealed record FoundValues(string Typed, int Count, bool IsCut, IReadOnlyList<FacetValue> Values);
