using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Directory;

/// <summary>Themes and sub-themes that have initiatives.</summary>
[Authorize(Policy = Policies.Everyone)]
public sealed class ThemesModel(InitiativeSearch search) : PageModel
{
    public IReadOnlyList<FacetValue> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        All = (await search.FindAsync(new SearchRequest { PageSize = 1 }, cancellationToken)).Stated(SearchFacet.Theme);
}
