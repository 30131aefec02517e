using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>An initiative found, and whether it lies outside the place asked for.</summary>
public sealed record Finding(SearchHit Hit, bool IsWider);

/// <summary>What a need finds.</summary>
/// <param name="Request">The search whose results come first; it counts and leads to "all".</param>
/// <param name="Narrow">Results of that search.</param>
/// <param name="WiderLabel">"dans la Creuse": how far the search was widened; null when it was not.</param>
/// <param name="IsUnsure">Something is near the need, and nothing so near that it can be promised to be an answer.</param>
public sealed record Findings(SearchRequest Request, SearchResults Narrow, IReadOnlyList<Finding> Found, string? WiderLabel, bool IsUnsure)
{
    public bool IsNothing => Found.Count == 0;
}

/// <summary>Searches for a need, and widens the place step by step while it has too little.</summary>
public sealed class FinderSearch(InitiativeSearch search, TerritoryStore territories, PlaceReader places, IOptions<FinderOptions> options, IOptions<SearchOptions> searching)
{
    private const int Enough = 3;

    // Among so many of a région, what serves all of it is looked for.
    private const int LookedThrough = 50;

    public async Task<Findings> FindAsync(Need need, int count, CancellationToken cancellationToken)
    {
        var request = RequestOf(need, count);
        var narrow = await search.FindAsync(request, cancellationToken);
        if (need.Place is not { } place)
        {
            var picked = await PickAsync([], narrow.Hits, need, isWider: false, 0, count, cancellationToken);
            return new Findings(request, narrow, picked, null, IsUnsure(need, picked));
        }

        // Scores of one question are comparable whatever the place: a neighbour that hardly answers must not hide who really does.
        var anywhere = await search.FindAsync(Anywhere(request), cancellationToken);
        var required = options.Value.LocalShare * anywhere.Hits.Select(hit => hit.Score).DefaultIfEmpty().Max();
        var found = await PickAsync([], await WithThoseThatServeItAsync(narrow.Hits, place, request, cancellationToken), need, isWider: false, required, count, cancellationToken);
        string? widerLabel = null;
        if (found.Count < Enough)
        {
            await foreach (var (wider, label) in WidenAsync(place, request, cancellationToken))
            {
                var results = await search.FindAsync(wider, cancellationToken);
                var before = found.Count;
                found = await PickAsync(found, results.Hits, need, isWider: true, required, Math.Min(count, Enough), cancellationToken);
                widerLabel = found.Count > before ? label : widerLabel;
                if (found.Count >= Enough)
                {
                    break;
                }
            }
        }

        return new Findings(request, narrow, found, widerLabel, IsUnsure(need, found));
    }

    /// <summary>The need as it is where the catalogue has an initiative that speaks of a place abroad and of what is sought; null where it has none.</summary>
    public async Task<Need?> AbroadAsync(Need need, string place, CancellationToken cancellationToken)
    {
        var abroad = need with { What = $"{need.What} {place}" };
        var results = await search.FindAsync(RequestOf(abroad, Enough), cancellationToken);
        var names = FrenchAnalyzer.StemsOf(place).ToHashSet(StringComparer.Ordinal);
        return results.Hits.Any(hit => hit.Reason.Words.Any(IsNamed) && !hit.Reason.Words.All(IsNamed)) ? abroad : null;

        bool IsNamed(string word) => FrenchAnalyzer.StemsOf(word).All(names.Contains);
    }

    /// <summary>How many answer a variant of a search.</summary>
    public async Task<int> CountAsync(SearchRequest request, CancellationToken cancellationToken) =>
        (await search.FindAsync(request with { PageSize = 1 }, cancellationToken)).Total;

    public static SearchRequest RequestOf(Need need, int count)
    {
        var question = need.Unwanted.Count == 0 ? need.What : $"{need.What} {string.Join(' ', need.Unwanted.Select(word => "-" + word))}";
        var request = new SearchRequest
        {
            Question = question.Length <= SearchRequest.LongestQuestion ? question : question[..SearchRequest.LongestQuestion],
            Selected = need.Chosen.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray()),
            IsNeed = true,
            PlaceFromQuestion = false,
            PageSize = Math.Min(SearchRequest.LargestPage, count + need.AlreadyShown.Count),
        };
        return need.Place is { } place ? InPlace(request, place) : request;
    }

    private static SearchRequest InPlace(SearchRequest request, KeptPlace place)
    {
        if (place is { Latitude: { } latitude, Longitude: { } longitude, IsCommune: true })
        {
            request = request with { Near = new GeoPoint(latitude, longitude), RadiusKm = place.RadiusKm };
        }

        return place.RadiusKm is null ? request with { Selected = request.Selected.SetItem(SearchFacet.Territory.Parameter, [.. place.Codes]) } : request;
    }

    private static SearchRequest Anywhere(SearchRequest request) => request with { Selected = request.Selected.Remove(SearchFacet.Territory.Parameter), RadiusKm = null };

    // « Louer une benne à gravats »: where half of what is sought is unknown to the whole catalogue, one word in common
    // is a coincidence; so are words that only carry the sentence. What a notion has brought was told in several words or in a clear one.
    private bool Answers(HitReason reason) =>
        reason.Asked == 0 || reason.Likeness >= options.Value.ClearLikeness || reason.RelatedWords.Count > 0 || reason.Telling > 1 || (reason.Telling == 1 && 2 * reason.Unknown < reason.Asked);

    // An aid of the whole région serves its towns too: what is placed in all of it, and at no point of it, answers as what is there does.
    private async Task<IReadOnlyList<SearchHit>> WithThoseThatServeItAsync(IReadOnlyList<SearchHit> there, KeptPlace place, SearchRequest request, CancellationToken cancellationToken)
    {
        var around = place.Codes.Count == 1 ? await territories.AncestorsAsync(place.Codes[0], cancellationToken) : [];
        if (around.Skip(1).FirstOrDefault(container => container.Level is TerritoryLevel.Region) is not { } region)
        {
            return there;
        }

        var inRegion = await search.FindAsync(Within(Anywhere(request), region) with { PageSize = LookedThrough }, cancellationToken);
        var serving = inRegion.Hits.Where(hit => hit.TerritoryCode == region.Code && hit.Position is null).ToList();
        return serving.Count == 0 ? there : [.. there.Concat(serving).DistinctBy(hit => hit.Id).OrderByDescending(hit => searching.Value.ScoreForPlace(hit.Score, !hit.IsNational))];
    }

    private static SearchRequest Within(SearchRequest request, Territory container) => request with { Selected = request.Selected.SetItem(SearchFacet.Territory.Parameter, [container.Code]) };

    // Whoever asks for a name is answered by who bears it, whatever it does.
    private bool IsUnsure(Need need, List<Finding> found)
    {
        if (!found.Any(finding => finding.Hit.Reason.Asked > 0) || found.Any(finding => finding.Hit.Reason.Likeness >= options.Value.SureLikeness))
        {
            return false;
        }

        var asked = FrenchAnalyzer.StemsOf(need.What).ToList();
        return !found.Any(finding => asked.All(FrenchAnalyzer.StemsOf($"{finding.Hit.Title.Text} {finding.Hit.Organisation}").Contains));
    }

    private async Task<List<Finding>> PickAsync(
        List<Finding> before, IEnumerable<SearchHit> hits, Need need, bool isWider, double required, int count, CancellationToken cancellationToken)
    {
        var found = before.ToList();
        foreach (var hit in hits.Where(hit => hit.Score >= required && Answers(hit.Reason)))
        {
            if (found.Count >= count)
            {
                break;
            }

            if (need.AlreadyShown.Contains(hit.Id) || found.Any(other => other.Hit.Id == hit.Id)
                || (need.AvoidedPlaces.Count > 0 && hit.TerritoryCode is { } code && await places.IsInsideAsync(code, need.AvoidedPlaces, cancellationToken)))
            {
                continue;
            }

            found.Add(new Finding(hit, isWider));
        }

        return found;
    }

    // Around the town, then its département, its région, the country.
    private async IAsyncEnumerable<(SearchRequest Request, string Label)> WidenAsync(
        KeptPlace place, SearchRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var anywhere = Anywhere(request);
        if (place is { IsCommune: true, Latitude: not null })
        {
            var radius = Math.Max(30, (place.RadiusKm ?? 0) * 2);
            yield return (anywhere with { RadiusKm = radius }, FormattableString.Invariant($"à moins de {radius:0} km"));
        }

        if (place.Codes.Count > 0)
        {
            foreach (var container in (await territories.AncestorsAsync(place.Codes[0], cancellationToken)).Skip(1))
            {
                yield return container.Level is TerritoryLevel.Country
                    ? (anywhere, "ailleurs en France")
                    : (Within(anywhere, container), container.Located);
            }
        }
        else
        {
            yield return (anywhere, "ailleurs en France");
        }
    }
}
