using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Maps;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Directory;

/// <summary>Régions and départements that have initiatives, as a map and as a list.</summary>
[Authorize(Policy = Policies.Everyone)]
public sealed class TerritoriesModel(InitiativeSearch search, Outlines outlines) : PageModel
{
    public IReadOnlyList<FacetValue> Regions { get; private set; } = [];

    public Choropleth Map { get; private set; } = new([], [], []);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var results = await search.FindAsync(new SearchRequest { PageSize = 1 }, cancellationToken);
        Regions = [.. results.Stated(SearchFacet.Territory).OrderBy(region => region.Label, StringComparer.CurrentCulture)];
        Map = Choropleth.Make(Regions, outlines, DirectoryLinks.ToTerritory);
    }
}
