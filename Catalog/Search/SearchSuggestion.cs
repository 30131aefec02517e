namespace SocialConnect.Catalog.Search;

public enum SuggestionKind
{
    Initiative,
    Category,
    Territory,
    Partner,
}

/// <summary>What may be meant by the letters typed so far.</summary>
/// <param name="Value">The initiative's id, or the value for the facet of that kind.</param>
/// <param name="Facet">Of a category, territory or partner; null for an initiative.</param>
public sealed record SearchSuggestion(SuggestionKind Kind, string Label, string Value, SearchFacet? Facet);
