using Microsoft.AspNetCore.Http.HttpResults;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Feeds;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Api;

/// <summary>The search for programs: the same parameters as the page, the same results in the same order.</summary>
internal static class InitiativesEndpoint
{
    public static void MapInitiatives(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/initiatives", FindAsync).RequireAuthorization(Policies.Everyone);

    private static async Task<Results<Ok<FoundInitiatives>, ValidationProblem>> FindAsync(HttpRequest request, InitiativeSearch search, CancellationToken cancellationToken)
    {
        var (asked, problems) = SearchAddress.Read(request.Query);
        if (problems.Count > 0)
        {
            // A person is shown what could be understood; a program is better told that it asked wrongly.
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["adresse"] = [.. problems] },
                title: "Cette recherche n’a pas été comprise.");
        }

        var results = await search.FindAsync(asked, cancellationToken);
        return TypedResults.Ok(new FoundInitiatives(
            results.Total,
            request.To("/recherche" + SearchAddress.Write(asked)),
            results.Next is { } next ? request.To("/api/initiatives" + SearchAddress.Write(asked with { Page = 1, After = next })) : null,
            [.. results.Hits.Select(hit => ToInitiative(hit, request))],
            results.Facets.ToDictionary(facet => facet.Facet.Parameter, facet => ToValues(facet.Values)),
            results.Corrections));
    }

    private static FoundInitiative ToInitiative(SearchHit hit, HttpRequest request) => new(
        hit.Id,
        hit.Title.Text,
        hit.Snippet.Text,
        hit.Organisation,
        new FoundPlace(hit.Place, hit.Departement, hit.TerritoryCode, hit.IsNational, hit.Position?.Latitude, hit.Position?.Longitude, hit.DistanceKm),
        [.. hit.Categories.Select(category => new FoundCategory(category.Facet.Parameter, category.Value, category.Label))],
        hit.PublishedOn,
        new FoundSource(hit.PartnerSlug, hit.PartnerName, hit.PageUrl, hit.SeenAt),
        request.To(hit.Address()));

    private static IReadOnlyList<FoundValue> ToValues(IReadOnlyList<FacetValue> values) =>
        [.. values.Select(value => new FoundValue(value.Value, value.Label, value.Count, value.IsSelected, ToValues(value.Children)))];
}
