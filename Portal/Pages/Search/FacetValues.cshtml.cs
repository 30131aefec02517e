using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Search;

/// <summary>The values of one facet, in the state of the search that the address holds: those that the letters typed in it find, or what the page shows without any.</summary>
[Authorize(Policy = Policies.Everyone)]
public sealed class FacetValuesModel(InitiativeSearch search) : PageModel
{
    public FacetBox Box { get; private set; } = new(new FacetCounts(SearchFacet.Partner, []));

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "facette")] string? name, CancellationToken cancellationToken)
    {
        if (SearchFacet.Find(name ?? "") is not { } facet)
        {
            return BadRequest();
        }

        var (asked, _) = SearchAddress.Read(Request.Query);
        var typed = SearchAddress.ReadLetters(Request.Query).Where(letters => letters.Facet == facet).ToList();
        var results = await search.FindAsync(asked with { Page = 1, PageSize = 1, After = null }, typed, cancellationToken);
        Box = new FacetBox(results.Facets.FirstOrDefault(counts => counts.Facet == facet)
            ?? new FacetCounts(facet, []) { Found = typed is [var letters] ? new FoundValues(letters.Typed, 0, false, []) : null });
        Response.Headers["X-Robots-Tag"] = "noindex";
        return Page();
    }
}
