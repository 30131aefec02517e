using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation.Duplicates;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>Pairs of initiatives that may be one, side by side: kept as two, or joined under either address. Each verdict holds for good and has its undo.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class DuplicatesModel(DuplicateStore duplicates) : PageModel
{
    private const int Most = 20;

    /// <summary>The verdict just given, to be undone.</summary>
    [BindProperty(SupportsGet = true, Name = "fait")]
    public long? Done { get; set; }

    /// <summary>One of the two was no longer published when the curator pressed.</summary>
    [BindProperty(SupportsGet = true, Name = "depasse")]
    public bool IsTooLate { get; set; }

    public int Waiting { get; private set; }

    public IReadOnlyList<DuplicatePair> Pairs { get; private set; } = [];

    private string Curator => User.Identity!.Name!;

    public static string InWords(DuplicateReason reason) => (reason.Kind, reason.Weight > 0) switch
    {
        (DuplicateReasonKind.Name, _) => "le même nom, ou presque",
        (DuplicateReasonKind.Title, _) => "des titres proches",
        (DuplicateReasonKind.Organisation, _) => "le même porteur, ou presque",
        (DuplicateReasonKind.Website, true) => "le même site",
        (DuplicateReasonKind.Website, false) => "deux sites différents",
        (DuplicateReasonKind.Place, true) => reason.Weight > 1 ? "le même endroit" : "des lieux qui s’accordent",
        (DuplicateReasonKind.Place, false) => "deux endroits différents",
        (DuplicateReasonKind.Text, _) => "des mots en commun dans le texte",
        (DuplicateReasonKind.Meaning, _) => "des textes de sens proche",
        _ => "publiées par le même partenaire",
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Waiting = await duplicates.CountAsync(cancellationToken);
        Pairs = await duplicates.ListAsync(Most, cancellationToken);
    }

    public async Task<IActionResult> OnPostMergeAsync(long garder, long reunir, CancellationToken cancellationToken) =>
        Back(await duplicates.MergeAsync(reunir, garder, Curator, cancellationToken));

    public async Task<IActionResult> OnPostPartAsync(long une, long autre, CancellationToken cancellationToken) =>
        une == autre ? BadRequest() : Back(await duplicates.PartAsync(une, autre, Curator, cancellationToken));

    public async Task<IActionResult> OnPostUndoAsync(long fait, CancellationToken cancellationToken)
    {
        await duplicates.UndoAsync(fait, Curator, cancellationToken);
        return RedirectToPage(new { fait = (long?)null });
    }

    private RedirectToPageResult Back(long? verdict) => RedirectToPage(new { fait = verdict, depasse = verdict is null ? true : (bool?)null });
}
