namespace SocialConnect.Catalog.Search;

/// <param name="Kind">category, place, partner or initiative.</param>
/// <param name="Detail">A category's facet in the taxonomy; the number of a place's département.</param>
/// <param name="Value">As the address of a search names it; an initiative's id.</param>
public sealed record Suggested(string Kind, string Label, string Detail, string Value);
