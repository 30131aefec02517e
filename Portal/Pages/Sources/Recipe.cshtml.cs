using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Portal.Security;
using SocialConnect.Portal.Sources;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>A source's recipe: read, corrected, tried before it is kept, compared with its earlier versions and taken back to one of them.</summary>
[Authorize(Policy = Policies.SourceEditors)]
public sealed class RecipeModel(PartnerStore partners, RecipeHistory history, ProbeStore probes) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(Name = "recette"), StringLength(200_000)]
    public string? Document { get; set; }

    [BindProperty(Name = "pourquoi"), StringLength(200)]
    public string? Comment { get; set; }

    /// <summary>The probe that tries what is in the box.</summary>
    [BindProperty(SupportsGet = true, Name = "apercu")]
    public Guid? PreviewId { get; set; }

    /// <summary>The version that the one in force is compared with.</summary>
    [BindProperty(SupportsGet = true, Name = "version")]
    public int? Compared { get; set; }

    [BindProperty(SupportsGet = true, Name = "fait")]
    public int? Kept { get; set; }

    public Partner Partner { get; private set; } = null!;

    public IReadOnlyList<RecipeVersion> Versions { get; private set; } = [];

    public IReadOnlyList<(char Sign, string Line)> Differences { get; private set; } = [];

    public Probe? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        return IsReadable()
            ? RedirectToPage(new { Slug, apercu = await probes.AskAsync(ProbeRequest.PreviewOf(Document!) with { PartnerId = Partner.Id }, User.Identity!.Name, cancellationToken) })
            : Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (!IsReadable())
        {
            return Page();
        }

        return RedirectToPage(new { Slug, fait = await partners.SaveRecipeAsync(Partner.Id, Document!, Comment?.Trim() ?? "", User.Identity!.Name, cancellationToken) });
    }

    /// <summary>An earlier version is kept anew, as the newest: nothing of the history is lost.</summary>
    public async Task<IActionResult> OnPostBackAsync(int version, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken) || await history.ReadAsync(Partner.Id, version, cancellationToken) is not { } document)
        {
            return NotFound();
        }

        return RedirectToPage(new { Slug, fait = await partners.SaveRecipeAsync(Partner.Id, document, $"Retour à la version {version}", User.Identity!.Name, cancellationToken) });
    }

    private bool IsReadable()
    {
        foreach (var problem in RecipeDocument.Read(Document ?? "").Problems)
        {
            ModelState.AddModelError("recette", problem.ToString());
        }

        return ModelState.IsValid;
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(Slug, cancellationToken) is not { } partner)
        {
            return false;
        }

        Partner = partner;
        Versions = await history.ListAsync(partner.Id, cancellationToken);
        Preview = PreviewId is { } id ? await probes.ReadAsync(id, cancellationToken) : null;
        var inForce = partner.RecipeVersion is { } version ? await history.ReadAsync(partner.Id, version, cancellationToken) : null;
        Document ??= Preview?.Request.Recipe ?? inForce;
        if (Compared is { } compared && inForce is not null && await history.ReadAsync(partner.Id, compared, cancellationToken) is { } before)
        {
            Differences = LineDiff.Between(before, inForce);
        }

        return true;
    }
}
