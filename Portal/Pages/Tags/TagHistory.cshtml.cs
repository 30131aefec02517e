using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Tags;

/// <summary>Who mapped what and when, gesture by gesture, each with its undo.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class TagHistoryModel(PartnerTagStore tags, TaxonomyStore taxonomy) : PageModel
{
    private const int Shown = 400;

    [BindProperty(SupportsGet = true, Name = "reste"), Range(0, int.MaxValue)]
    public int? LeftAlone { get; set; }

    public Scheme Scheme { get; private set; } = null!;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<IReadOnlyList<TagChange>> Gestures { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Gestures = [.. (await tags.HistoryAsync(null, Shown, cancellationToken)).GroupBy(change => change.Batch).Select(IReadOnlyList<TagChange> (gesture) => [.. gesture])];
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid batch, CancellationToken cancellationToken)
    {
        var undo = await tags.UndoAsync(batch, User.Identity!.Name!, cancellationToken);
        return RedirectToPage(new { reste = undo.ChangedSince.Count > 0 ? undo.ChangedSince.Count : (int?)null });
    }
}
