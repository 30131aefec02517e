using System.ComponentModel;
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
    public static void MapSuggestions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/suggestions", FindAsync).RequireAuthorization(Policies.Everyone);

    private static async Task<Results<Ok<IEnumerable<Suggestion>>, ValidationProblem>> FindAsync(
        [Description("What has been typed.")] string? q, TypingSuggestions suggestions, HttpResponse response, CancellationToken cancellationToken)
    {
        if (q is null || q.Length is < TypingSuggestions.ShortestTyped or > TypingSuggestions.LongestTyped)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["q"] = [$"Donnez entre {TypingSuggestions.ShortestTyped} et {TypingSuggestions.LongestTyped} caractères."],
            });
        }

        response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Ok((await suggestions.FindAsync(q, cancellationToken)).Select(ToSuggestion));
    }

    private static Suggestion ToSuggestion(Suggested suggested) => suggested.Kind switch
    {
        "initiative" => new("Initiative", suggested.Label, InitiativeAddress.Of(long.Parse(suggested.Value, CultureInfo.InvariantCulture), suggested.Label)),
        "place" => new("Territoire", suggested.Detail.Length > 0 ? $"{suggested.Label} ({suggested.Detail})" : suggested.Label, DirectoryLinks.ToTerritory(suggested.Value)),
        "partner" => new("Partenaire", suggested.Label, DirectoryLinks.To(SearchFacet.Partner, suggested.Value)),
        _ => new(FacetOf(suggested.Detail).Title, suggested.Label, DirectoryLinks.To(FacetOf(suggested.Detail), suggested.Value)),
    };

    // The taxonomy names its facets in English, addresses in French.
    private static SearchFacet FacetOf(string key) => key switch
    {
        "audience" => SearchFacet.Audience,
        "stage" => SearchFacet.Stage,
        "approach" => SearchFacet.Approach,
        "scale" => SearchFacet.Scale,
        "content" => SearchFacet.Content,
        _ => SearchFacet.Theme,
    };

    private sealed record Suggestion(
        [property: JsonPropertyName("genre")] string Kind,
        [property: JsonPropertyName("libelle")] string Label,
        [property: JsonPropertyName("adresse")] string Address);
}
