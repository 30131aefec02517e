using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Tags;

/// <summary>Bringing a table of mappings in: shown first, line by line, then done as one gesture.</summary>
[Authorize(Policy = Policies.Curators)]
[RequestSizeLimit(RequestLimits.Uploads), RequestFormLimits(MultipartBodyLengthLimit = RequestLimits.Uploads)]
public sealed class TagImportModel(TagImport import, PartnerTagStore tags, TaxonomyStore taxonomy, PartnerStore partners) : PageModel
{
    public const int MostBytes = 2_000_000;

    [BindProperty(Name = "fichier")]
    public IFormFile? Upload { get; set; }

    /// <summary>The table as text: pasted, or kept from the file between the preview and the import.</summary>
    [BindProperty(Name = "tableau")]
    public string? Table { get; set; }

    [BindProperty(Name = "partenaire")]
    public string? PartnerSlug { get; set; }

    /// <summary>The version of the scheme whose notations the table uses.</summary>
    [BindProperty(Name = "version")]
    public int? Version { get; set; }

    public IReadOnlyList<Partner> Partners { get; private set; } = [];

    public IReadOnlyList<(int Version, string Name)> Versions { get; private set; } = [];

    public Scheme Scheme { get; private set; } = null!;

    public TagImportPlan? Plan { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        if (Upload is { Length: > MostBytes })
        {
            ModelState.AddModelError("fichier", "Ce fichier dépasse 2 Mo\u202f: coupez-le en plusieurs.");
        }
        else if (Upload is { Length: > 0 })
        {
            using var bytes = new MemoryStream();
            await Upload.CopyToAsync(bytes, cancellationToken);
            Table = TagCsv.Decode(bytes.ToArray());
            ModelState.Clear();
        }

        if (ModelState.IsValid)
        {
            await PlanAsync(cancellationToken);
        }

        await ShowAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken)
    {
        await PlanAsync(cancellationToken);
        if (Plan is { Decisions.Count: > 0 } plan)
        {
            var batch = await tags.DecideAsync(plan.Decisions, User.Identity!.Name!, cancellationToken);
            return RedirectToPage("/Tags/Tags", new { etat = TagView.Reliees, fait = batch });
        }

        await ShowAsync(cancellationToken);
        return Page();
    }

    public static string InWords(TagImportProblem problem, string? about = null) => problem switch
    {
        TagImportProblem.Empty => "Le tableau est vide.",
        TagImportProblem.NoColumns => "Il manque une colonne\u202f: il faut «\u202fétiquette\u202f», «\u202fcatégories\u202f» et, si vous ne choisissez pas de partenaire, «\u202fpartenaire\u202f».",
        TagImportProblem.TooLong => $"Le tableau a plus de {TagImport.MostLines} lignes\u202f: coupez-le en plusieurs.",
        TagImportProblem.NoTag => "l’étiquette manque",
        TagImportProblem.NoCategory => "la catégorie manque",
        TagImportProblem.UnknownPartner => $"le partenaire «\u202f{about}\u202f» n’est pas connu",
        TagImportProblem.UnknownCategory => $"«\u202f{about}\u202f» n’est pas une catégorie, ou n’a pas d’équivalent",
        _ => "",
    };

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Table))
        {
            ModelState.AddModelError("fichier", "Choisissez un fichier, ou collez le tableau dessous.");
            return;
        }

        Plan = await import.ReadAsync(Table, Version, string.IsNullOrEmpty(PartnerSlug) ? null : PartnerSlug, cancellationToken);
        if (Plan.Problem is { } problem)
        {
            ModelState.AddModelError("fichier", InWords(problem));
        }
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Versions = [.. (await taxonomy.ListAsync(cancellationToken)).Where(scheme => scheme.Name == Scheme.Name).Select(scheme => (scheme.Version, scheme.Title))];
        Partners = await partners.ListAsync(cancellationToken);
    }
}
