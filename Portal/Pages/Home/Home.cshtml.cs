using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Feeds;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Maps;
using SocialConnect.Portal.Pages.Directory;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Home;

[Authorize(Policy = Policies.Everyone)]
public sealed class HomeModel(InitiativeSearch search, MastheadFigures masthead, Outlines outlines) : PageModel
{
    private const int NewsCount = 6;

    public CatalogueFigures Figures { get; private set; } = new(0, 0, 0, null);

    /// <summary>The newest, as the search orders them.</summary>
    public IReadOnlyList<SearchHit> News { get; private set; } = [];

    public IReadOnlyList<FacetValue> Themes { get; private set; } = [];

    public IReadOnlyList<FacetValue> Regions { get; private set; } = [];

    public IReadOnlyList<FacetValue> Partners { get; private set; } = [];

    public Choropleth Map { get; private set; } = new([], [], []);

    public string JsonLd => LinkedData.OfSite($"{Request.Scheme}://{Request.Host}");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Figures = await masthead.ReadAsync(cancellationToken) ?? Figures;
        var newest = await search.FindAsync(new SearchRequest { Order = SearchOrder.Newest, PageSize = NewsCount }, cancellationToken);
        News = newest.Hits;
        Themes = newest.Stated(SearchFacet.Theme);
        Regions = newest.Stated(SearchFacet.Territory);
        Partners = newest.Stated(SearchFacet.Partner);
        Map = Choropleth.Make(Regions, outlines, DirectoryLinks.ToTerritory);
    }
}
