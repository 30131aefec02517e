using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;
using SocialConnect.Portal.Sources;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>One visit: what it gave, and its log page by page.</summary>
[Authorize(Policy = Policies.SourceEditors)]
public sealed class VisitModel(PartnerStore partners, VisitStore visits, VisitReader reader, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "id")]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "mots"), StringLength(200)]
    public string? Words { get; set; }

    [BindProperty(SupportsGet = true, Name = "etat")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p"), Range(1, 100_000)]
    public int PageNumber { get; set; } = 1;

    public Partner Partner { get; private set; } = null!;

    public VisitSummary Visit { get; private set; } = null!;

    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public IReadOnlyList<VisitPage> Log { get; private set; } = [];

    public int Total { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public bool HasMore => PageNumber * VisitReader.LogPageSize < Total;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        var state = SourceWords.PageStates.Any(known => known.Value == State) ? State : null;
        var words = string.IsNullOrWhiteSpace(Words) ? null : Words.Trim();
        Counts = await reader.CountPagesAsync(Id, cancellationToken);
        (Log, Total) = await reader.ReadLogAsync(Id, words, state, (Math.Max(1, PageNumber) - 1) * VisitReader.LogPageSize, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        await visits.StopAsync(Id, cancellationToken);
        return RedirectToPage(new { Slug, Id });
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(Slug, cancellationToken) is not { } partner || await reader.FindAsync(partner.Id, Id, cancellationToken) is not { } visit)
        {
            return false;
        }

        (Partner, Visit) = (partner, visit);
        return true;
    }
}
