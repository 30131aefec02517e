using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Directory;

/// <summary>Whose pages the catalogue is made from.</summary>
[Authorize(Policy = Policies.Everyone)]
public sealed class PartnersModel(PartnerStore partners, InitiativeSearch search) : PageModel
{
    public IReadOnlyList<(Partner Partner, int Count)> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var counts = (await search.FindAsync(new SearchRequest { PageSize = 1 }, cancellationToken))
            .Stated(SearchFacet.Partner).ToDictionary(value => value.Value, value => value.Count);
        All = [.. (await partners.ListAsync(cancellationToken)).Select(partner => (partner, counts.GetValueOrDefault(partner.Slug))).Where(entry => entry.Item2 > 0)];
    }
}
