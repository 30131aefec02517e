using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Home;

[Authorize(Policy = Policies.Everyone)]
public sealed class HomeModel(CatalogueOverview catalogue) : PageModel
{
    public CatalogueFigures Figures { get; private set; } = new(0, 0, 0, null);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Figures = await catalogue.ReadFiguresAsync(cancellationToken);
}
