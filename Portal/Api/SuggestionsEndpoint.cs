using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Pages.Directory;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Api;

/// <summary>What the question box proposes while one types: each proposal leads to a page.</summary>
internal static class SuggestionsEndpoint
{
    private const int ShortestTyped = 2;
    private const int LongestTyped = 80;
    private const int MostOfAKind = 4;

    public static void MapSuggestions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/suggestions", FindAsync).RequireAuthorization(Policies.Everyone);

    private static async Task<Results<Ok<IEnumerable<Suggestion>>, ValidationProblem>> FindAsync(
        string? q, InitiativeSearch search, HttpResponse response, CancellationToken cancellationToken)
    {
        if (q is null || q.Length is < ShortestTyped or > LongestTyped)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["q"] = [$"Donnez entre {ShortestTyped} et {LongestTyped} caractères."],
            });
        }

        var found = await search.SuggestAsync(q, MostOfAKind, cancellationToken);
        response.Headers.CacheControl = "public, max-age=60";
        // Communes are many and begin like everything: they come last.
        return TypedResults.Ok(found.OrderBy(suggestion => suggestion.Kind == SuggestionKind.Territory).Select(ToSuggestion).DistinctBy(suggestion => (suggestion.Kind, suggestion.Label)));
    }

    private static Suggestion ToSuggestion(SearchSuggestion suggestion) => suggestion switch
    {
        { Facet: null } => new("Initiative", suggestion.Label, InitiativeAddress.Of(long.Parse(suggestion.Value, CultureInfo.InvariantCulture), suggestion.Label)),
        { Kind: SuggestionKind.Territory } => new("Territoire", suggestion.Label + NumberOf(suggestion.Value), DirectoryLinks.ToTerritory(suggestion.Value)),
        _ => new(suggestion.Facet.Title, suggestion.Label, DirectoryLinks.To(suggestion.Facet, suggestion.Value)),
    };

    // A commune's official number begins with its département's: it tells namesakes apart.
    private static string NumberOf(string code) => code.Split('-') switch
    {
        ["COM", ['9', '7', ..] number] => $" ({number[..3]})",
        ["COM", var number] => $" ({number[..2]})",
        ["DEP", var number] => $" ({number})",
        _ => "",
    };

    private sealed record Suggestion(
        [property: JsonPropertyName("genre")] string Kind,
        [property: JsonPropertyName("libelle")] string Label,
        [property: JsonPropertyName("adresse")] string Address);
}
