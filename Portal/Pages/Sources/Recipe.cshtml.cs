using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Portal.Pages.Fields;
using SocialConnect.Portal.Security;
using SocialConnect.Portal.Sources;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>A source's recipe: read, corrected, tried before it is kept, compared with its earlier versions and taken back to one of them.</summary>
[Authorize(Policy = Policies.SourceEditors)]
public sealed class RecipeModel(PartnerStore partners, RecipeHistory history, ProbeStore probes, CustomFieldStore catalogue, VisitReader visits) : PageModel
{
    private const int MostVisits = 5;

    private Recipe? _recipe;

    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    /// <summary>The recipe as it stands in the editor: what the form changes, or what somebody has written.</summary>
    [BindProperty(Name = "recette"), StringLength(200_000)]
    public string? Document { get; set; }

    [BindProperty(SupportsGet = true, Name = "pourquoi"), StringLength(200)]
    public string? Comment { get; set; }

    /// <summary>The probe that tries what is in the form.</summary>
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

    /// <summary>The recipe that the form shows; null where the document cannot be read: then there is the document alone.</summary>
    public Recipe? Recipe => _recipe;

    public IReadOnlyList<RecipeFormField> Fields { get; private set; } = [];

    /// <summary>What the form changes is not in force yet.</summary>
    public bool IsChanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken) =>
        !await LoadAsync(cancellationToken) ? NotFound() : OfForm() is { } document ? await TryAsync(document, cancellationToken) : Page();

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken) =>
        !await LoadAsync(cancellationToken) ? NotFound() : OfForm() is { } document ? await SaveAsync(document, cancellationToken) : Page();

    public async Task<IActionResult> OnPostTryDocumentAsync(CancellationToken cancellationToken) =>
        !await LoadAsync(cancellationToken) ? NotFound() : IsReadable() ? await TryAsync(Document!, cancellationToken) : Page();

    public async Task<IActionResult> OnPostSaveDocumentAsync(CancellationToken cancellationToken) =>
        !await LoadAsync(cancellationToken) ? NotFound() : IsReadable() ? await SaveAsync(Document!, cancellationToken) : Page();

    /// <summary>Something is to be pointed at on the page it is read from.</summary>
    public async Task<IActionResult> OnPostShowAsync(string champ, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (OfForm() is not { } document)
        {
            return Page();
        }

        var recipe = RecipeDocument.Parse(document);
        var onDetail = !PagePicking.IsOfList(champ) && (RecipeForm.FieldsOf(recipe, await catalogue.ListAsync(cancellationToken)).FirstOrDefault(field => field.Name == champ) is { Recipe: not null } field ? field.OnDetail : Request.Form[$"ou.{champ}"] == "fiche");
        if (PagePicking.RequestFor(recipe, champ, onDetail, Preview?.Preview ?? await LastVisitAsync(cancellationToken)) is not { } look)
        {
            ModelState.AddModelError("", "Aucune page de ce site n’est connue pour y montrer ce champ\u202f: essayez d’abord la recette.");
            return Page();
        }

        var view = await probes.AskAsync(look with { PartnerId = Partner.Id }, User.Identity!.Name, cancellationToken);
        return RedirectToPage("Pick", new { vue = view, champ, fiche = onDetail, source = Slug, apercu = PreviewId });
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

    /// <summary>What has been typed, where the form came back to be corrected; what the recipe says otherwise.</summary>
    public string Typed(string control, string otherwise) => Request.HasFormContentType && Request.Form.TryGetValue(control, out var typed) ? typed.ToString() : otherwise;

    public bool IsTicked(RecipeFormField field, string control, bool otherwise) =>
        Request.HasFormContentType && Request.Form.ContainsKey($"repere.{field.Name}") ? Request.Form[$"{control}.{field.Name}"].Count > 0 : otherwise;

    /// <summary>The steps of cleaning with one empty row to add another.</summary>
    public IReadOnlyList<CleanUpRow> StepsOf(RecipeFormField field)
    {
        var rows = new List<CleanUpRow>();
        if (Request.HasFormContentType && Request.Form.ContainsKey($"etape.{field.Name}.0"))
        {
            for (var number = 0; number < RecipeForm.MostSteps && Request.Form.ContainsKey($"etape.{field.Name}.{number}"); number++)
            {
                rows.Add(new(Typed($"etape.{field.Name}.{number}", ""), Typed($"etape.{field.Name}.{number}.1", ""), Typed($"etape.{field.Name}.{number}.2", "")));
            }

            rows.RemoveAll(row => row.Code.Length == 0);
        }
        else
        {
            rows.AddRange((field.Recipe?.Clean ?? []).Select(CleanUpWords.RowOf));
        }

        return [.. rows.Take(RecipeForm.MostSteps - 1), CleanUpRow.Empty];
    }

    public static string LevelOf(CustomField field) => FieldsModel.Levels.First(level => level.Level == field.Open).Label;

    private async Task<IActionResult> TryAsync(string document, CancellationToken cancellationToken) =>
        RedirectToPage(new { Slug, apercu = await probes.AskAsync(ProbeRequest.PreviewOf(document) with { PartnerId = Partner.Id }, User.Identity!.Name, cancellationToken), pourquoi = Comment });

    private async Task<IActionResult> SaveAsync(string document, CancellationToken cancellationToken) =>
        RedirectToPage(new { Slug, fait = await partners.SaveRecipeAsync(Partner.Id, document, Comment?.Trim() ?? "", User.Identity!.Name, cancellationToken) });

    /// <summary>The document that the form gives; null when something in it is wrong, which the form then says where it is.</summary>
    private string? OfForm()
    {
        if (_recipe is null)
        {
            return IsReadable() ? Document : null;
        }

        var document = RecipeForm.Apply(_recipe, Fields, Request.Form);
        foreach (var problem in RecipeDocument.Read(document).Problems)
        {
            ModelState.AddModelError(RecipeForm.ControlOf(problem), RecipeForm.MessageOf(problem));
        }

        return ModelState.IsValid ? document : null;
    }

    private bool IsReadable()
    {
        foreach (var problem in RecipeDocument.Read(Document ?? "").Problems)
        {
            ModelState.AddModelError("recette", problem.ToString());
        }

        return ModelState.IsValid;
    }

    // Pages of initiatives that the site has, before anything has been tried.
    private async Task<Preview?> LastVisitAsync(CancellationToken cancellationToken)
    {
        foreach (var visit in await visits.ListAsync(Partner.Id, MostVisits, cancellationToken))
        {
            var (pages, total) = await visits.ReadLogAsync(visit.Id, null, "done", 0, cancellationToken);
            if (total > 0)
            {
                return new Preview { Pages = pages.Select(page => new PreviewPage(new Uri(page.Address), page.Role, page.State, page.Status, 0, page.Items ?? 0, null)).ToList() };
            }
        }

        return null;
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
        _recipe = RecipeDocument.Read(Document ?? "").Recipe;
        Fields = _recipe is null ? [] : RecipeForm.FieldsOf(_recipe, await catalogue.ListAsync(cancellationToken));
        IsChanged = Preview is not null && (inForce is null || RecipeDocument.Read(inForce).Recipe is not { } kept || _recipe is null || RecipeDocument.Write(kept) != RecipeDocument.Write(_recipe));
        if (Compared is { } compared && inForce is not null && await history.ReadAsync(partner.Id, compared, cancellationToken) is { } before)
        {
            Differences = LineDiff.Between(before, inForce);
        }

        return true;
    }
}
