using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Feeds;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Maps;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Search;

/// <summary>The answer to one state of the search; its address is the state.</summary>
[Authorize(Policy = Policies.Everyone)]
public sealed class SearchModel(InitiativeSearch search, Outlines outlines) : PageModel
{
    private const string ViewParameter = "vue";

    // What an empty page looks into: lifting more than these few filters one by one says nothing anybody would read.
    private const int MostLifted = 4;

    public SearchRequest Asked { get; private set; } = new();

    /// <summary>What is typed in facets, for those who choose without a script.</summary>
    public IReadOnlyList<FacetLetters> Typed { get; private set; } = [];

    /// <summary>One sentence for each part of the address that could not be used.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public SearchResults Results { get; private set; } = SearchResults.None;

    public SearchView View { get; private set; } = SearchView.All[0];

    /// <summary>Selected values with their labels, each with the address of the search without it.</summary>
    public IReadOnlyList<ActiveFilter> Filters { get; private set; } = [];

    /// <summary>When nothing is found: which single filters are in the way.</summary>
    public IReadOnlyList<LiftedFilter> Lifted { get; private set; } = [];

    /// <summary>When nothing has the quoted phrases: the search for their words in any order, and how many it finds; null when that finds nothing either.</summary>
    public (SearchRequest Request, int Count)? Unquoted { get; private set; }

    public Choropleth? Map { get; private set; }

    public int PageCount => (Results.Total + Asked.PageSize - 1) / Asked.PageSize;

    public string Heading => Asked.Question.Length > 0
        ? char.ToUpper(Asked.Question[0], CultureInfo.CurrentCulture) + Asked.Question[1..]
        : Filters.Count > 0 ? string.Join(", ", Filters.Select(filter => filter.Label)) : "Toutes les initiatives";

    /// <summary>The page of results for programs, in the terms of schema.org.</summary>
    public string JsonLd => LinkedData.OfResults(Heading, Request.To(AddressOf(Asked)), Results.Hits.Select(hit => (hit.Title.Text, Request.To(hit.Address()))));

    /// <summary>Distance needs a point to measure from.</summary>
    public IEnumerable<SearchOrder> Orders => Enum.GetValues<SearchOrder>().Where(order => order != SearchOrder.Nearest || Asked.Near is not null);

    /// <summary>First and last, those around the present one; null stands for those left out.</summary>
    public IEnumerable<int?> PageNumbers
    {
        get
        {
            var shown = new[] { 1, Asked.Page - 1, Asked.Page, Asked.Page + 1, PageCount }.Where(page => page >= 1 && page <= PageCount).Distinct().Order();
            var before = 0;
            foreach (var page in shown)
            {
                if (page > before + 1)
                {
                    yield return page == before + 2 ? before + 1 : null;
                }

                yield return before = page;
            }
        }
    }

    public static string LabelOf(SearchOrder order) => order switch
    {
        SearchOrder.Newest => "Nouveauté",
        SearchOrder.Nearest => "Proximité",
        SearchOrder.Name => "De A à Z",
        _ => "Pertinence",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        (Asked, Problems) = SearchAddress.Read(Request.Query);
        Typed = SearchAddress.ReadLetters(Request.Query);
        View = SearchView.Find(Request.Query[ViewParameter]);
        Results = await search.FindAsync(Asked, Typed, cancellationToken);
        Filters = [.. ActiveFilter.Of(Asked, Results, AddressOf)];
        if (Results.Total == 0)
        {
            Lifted = await LiftAsync(cancellationToken);
            Unquoted = await UnquoteAsync(cancellationToken);
        }

        if (View.Name == SearchView.Map)
        {
            var regions = Results.Facets.FirstOrDefault(facet => facet.Facet == SearchFacet.Territory)?.Values ?? [];
            Map = Choropleth.Make(regions, outlines, code => AddressOf(Asked.Without(SearchFacet.Territory).With(SearchFacet.Territory, code)));
        }

        return Page();
    }

    /// <summary>The page's address for another state, in the same presentation.</summary>
    public string AddressOf(SearchRequest request) => AddressOf(request, View);

    public string AddressOf(SearchRequest request, SearchView view)
    {
        var query = SearchAddress.Write(request);
        return "/recherche" + (view == SearchView.All[0] ? query : $"{query}{(query.Length > 0 ? '&' : '?')}{ViewParameter}={view.Name}");
    }

    /// <summary>The same state as a file or a feed.</summary>
    public string AddressOf(string path) => path + SearchAddress.Write(Asked with { Page = 1, After = null });

    /// <summary>The same search in a territory around the one asked for.</summary>
    public string WiderAddress(WiderTerritory wider) =>
        AddressOf(Asked.Without(SearchFacet.Territory).With(SearchFacet.Territory, wider.TerritoryCode) with { PlaceFromQuestion = false });

    /// <summary>What a form must send along so that the rest of the state stays as it is, from the first page on.</summary>
    public IEnumerable<(string Name, string Value)> StateFields(bool withSelected, bool withQuestion)
    {
        var kept = Asked with
        {
            Question = withQuestion ? Asked.Question : "",
            Selected = withSelected ? Asked.Selected : ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            // Another question may name another place, and be no tale.
            IsNeed = withQuestion && Asked.IsNeed,
            PlaceFromQuestion = !withQuestion || Asked.PlaceFromQuestion,
            Page = 1,
            After = null,
        };
        var fields = QueryHelpers.ParseQuery(SearchAddress.Write(kept)).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")));
        return View == SearchView.All[0] ? fields : fields.Append((ViewParameter, View.Name));
    }

    private async Task<IReadOnlyList<LiftedFilter>> LiftAsync(CancellationToken cancellationToken)
    {
        var lifted = new List<LiftedFilter>();
        foreach (var filter in Filters.Take(MostLifted))
        {
            var without = await search.FindAsync(filter.Without with { PageSize = 1 }, cancellationToken);
            if (without.Total > 0)
            {
                lifted.Add(new LiftedFilter(filter, without.Total));
            }
        }

        return lifted;
    }

    private async Task<(SearchRequest Request, int Count)?> UnquoteAsync(CancellationToken cancellationToken)
    {
        if (Asked.WithoutQuotes() is not { } unquoted)
        {
            return null;
        }

        var found = await search.FindAsync(unquoted with { PageSize = 1 }, cancellationToken);
        return found.Total > 0 ? (unquoted, found.Total) : null;
    }
}
