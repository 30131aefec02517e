using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>Who said what of one initiative, when, and what had been suggested by which model; each decision with its undo.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class HistoryModel(DeskReader reader, DeskGestures gestures, DecisionStore decisions, TaxonomyStore taxonomy) : PageModel
{
    public DeskItem Item { get; private set; } = null!;

    public Scheme Scheme { get; private set; } = null!;

    /// <summary>Newest first, undone ones included.</summary>
    public IReadOnlyList<Decision> Decisions { get; private set; } = [];

    /// <summary>Passed over and muted.</summary>
    public IReadOnlyList<DeskGesture> Gestures { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, cancellationToken) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Decisions = await decisions.ReadAsync(id, cancellationToken);
        Gestures = [.. (await gestures.ReadOfInitiativeAsync(id, cancellationToken)).Where(gesture => gesture.Kind is GestureKind.Skipped or GestureKind.Muted)];
        return Page();
    }

    public async Task<IActionResult> OnPostUndoAsync(long id, long decision, CancellationToken cancellationToken)
    {
        await decisions.UndoAsync(decision, User.Identity!.Name!, cancellationToken);
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostResumeAsync(long id, long geste, CancellationToken cancellationToken)
    {
        await gestures.UndoAsync(geste, User.Identity!.Name!, cancellationToken);
        return RedirectToPage(new { id });
    }
}
