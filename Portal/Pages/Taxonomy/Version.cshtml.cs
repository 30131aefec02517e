using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Taxonomy;

/// <summary>What today's categories are called in another version, and putting that version in force.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class VersionModel(TaxonomyStore taxonomy, TaxonomyVersions versions) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public long Id { get; set; }

    public Scheme Active { get; private set; } = null!;

    public Scheme Other { get; private set; } = null!;

    public ILookup<long, long> Crosswalk { get; private set; } = Array.Empty<long>().ToLookup(id => id);

    public IReadOnlyList<(long Category, int Initiatives)> Orphans { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await ShowAsync(cancellationToken) ? Page() : NotFound();

    /// <summary>The counterpart of one category; none when empty.</summary>
    public async Task<IActionResult> OnPostRelateAsync(long category, List<long> vers, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(cancellationToken) || Active.Find(category) is null || vers.Exists(id => id != 0 && Other.Find(id) is null))
        {
            return NotFound();
        }

        await versions.RelateAsync(category, Id, [.. vers.Where(id => id != 0)], cancellationToken);
        return RedirectToPage("/Taxonomy/Version", null, new { id = Id }, $"c-{category}");
    }

    public async Task<IActionResult> OnPostActivateAsync(CancellationToken cancellationToken)
    {
        await versions.ActivateAsync(Id, cancellationToken);
        return RedirectToPage("/Taxonomy/Taxonomy");
    }

    private async Task<bool> ShowAsync(CancellationToken cancellationToken)
    {
        Active = await taxonomy.ReadActiveAsync(cancellationToken);
        if (await taxonomy.ReadAsync(Id, cancellationToken) is not { } other || other.Id == Active.Id)
        {
            return false;
        }

        Other = other;
        Crosswalk = await versions.ReadCrosswalkAsync(Id, cancellationToken);
        Orphans = await versions.FindOrphansAsync(Id, cancellationToken);
        return true;
    }
}
