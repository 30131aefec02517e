using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>Every partner we read, how its last visit went and when the next one is due.</summary>
[Authorize(Policy = Policies.SourceEditors)]
public sealed class SourcesModel(SourceStore sources, VisitStore visits) : PageModel
{
    public IReadOnlyList<Source> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => All = await sources.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostRunAllAsync(CancellationToken cancellationToken)
    {
        foreach (var source in (await sources.ListAsync(cancellationToken)).Where(source => source is { IsPaused: false, Current: null, Partner.RecipeVersion: not null }))
        {
            await visits.AskAsync(source.Partner.Id, VisitKind.Visit, User.Identity!.Name, cancellationToken);
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostStopAllAsync(CancellationToken cancellationToken)
    {
        foreach (var current in (await sources.ListAsync(cancellationToken)).Select(source => source.Current).OfType<VisitSummary>())
        {
            await visits.StopAsync(current.Id, cancellationToken);
        }

        return RedirectToPage();
    }
}
