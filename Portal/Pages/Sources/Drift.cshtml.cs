using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>A visit in quarantine: which fields were lost, and the pages before and after, side by side.</summary>
[Authorize(Policy = Policies.SourceEditors)]
[ContentSecurity(ContentSecurityAttribute.WithFrames)]
public sealed class DriftModel(PartnerStore partners, VisitReader reader, VisitEnding ending, SourceStore sources) : PageModel
{
    private const int MostPairs = 10;

    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "id")]
    public long Id { get; set; }

    /// <summary>Which pair of pages is shown, from 0.</summary>
    [BindProperty(SupportsGet = true, Name = "page-montree")]
    public int Shown { get; set; }

    public Partner Partner { get; private set; } = null!;

    public VisitSummary Visit { get; private set; } = null!;

    /// <summary>The last good visit, which this one was compared with.</summary>
    public VisitSummary? Before { get; private set; }

    public IReadOnlyList<(string Address, Guid Key, long GoodVisit)> Pairs { get; private set; } = [];

    /// <summary>Fields of either visit, those that lost most first.</summary>
    public IEnumerable<string> Fields => Visit.Report.Fields.Keys.Union(Before?.Report.Fields.Keys ?? [])
        .OrderByDescending(name => (Before?.Report.RateOf(name) ?? 0) - Visit.Report.RateOf(name)).ThenBy(name => name, StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Before = await reader.LastGoodAsync(Partner.Id, Id, cancellationToken);
        Pairs = await reader.ListPairsAsync(Partner.Id, Id, MostPairs, cancellationToken);
        return Page();
    }

    /// <summary>The site is as it should be: what the visit read is applied, and becomes the measure of the next ones.</summary>
    public async Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        await ending.AcceptAsync(Id, cancellationToken);
        return Redirect($"/sources/{Slug}");
    }

    /// <summary>What the visit read is dropped.</summary>
    public async Task<IActionResult> OnPostRejectAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        await sources.RejectAsync(Id, User.Identity!.Name!, cancellationToken);
        return Redirect($"/sources/{Slug}");
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
