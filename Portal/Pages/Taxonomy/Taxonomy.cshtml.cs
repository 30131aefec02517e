using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Taxonomy.Editing;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Taxonomy;

/// <summary>The scheme in force as a tree, with what each category holds; adding to it; what was edited and its undo.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class TaxonomyModel(TaxonomyStore taxonomy, TaxonomyEditor editor) : PageModel
{
    private const int ChangesShown = 30;

    /// <summary>A facet, or a theme by its id: where the new category goes.</summary>
    [BindProperty(Name = "ou"), StringLength(40)]
    public string? Place { get; set; }

    [BindProperty(Name = "code"), StringLength(30)]
    public string? Notation { get; set; }

    [BindProperty(Name = "libelle"), StringLength(120)]
    public string? Label { get; set; }

    [BindProperty(Name = "definition"), StringLength(500)]
    public string? Definition { get; set; }

    [BindProperty(Name = "synonymes"), StringLength(8000)]
    public string? Synonyms { get; set; }

    [BindProperty(SupportsGet = true, Name = "fait")]
    public long? Done { get; set; }

    public Scheme Scheme { get; private set; } = null!;

    public IReadOnlyDictionary<long, int> Initiatives { get; private set; } = new Dictionary<long, int>();

    public IReadOnlyList<TaxonomyChange> Changes { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        var parent = long.TryParse(Place, out var id) ? scheme.Find(id) : null;
        if (ModelState.IsValid)
        {
            var words = new CategoryWords(Label?.Trim() ?? "", null, Definition?.Trim(), null, EditWords.Lines(Synonyms), []);
            var outcome = await editor.ApplyAsync(
                new TaxonomyEdit.Add(parent?.Facet ?? Place ?? "", parent?.Id, Notation?.Trim().ToUpperInvariant() ?? "", words), User.Identity!.Name!, cancellationToken);
            if (outcome.Problem is null)
            {
                return RedirectToPage(new { fait = outcome.ChangeId });
            }

            ModelState.AddModelError(EditWords.FieldOf(outcome.Problem.Value), EditWords.InWords(outcome));
        }

        await ShowAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostUndoAsync(long change, CancellationToken cancellationToken)
    {
        var outcome = await editor.UndoAsync(change, User.Identity!.Name!, cancellationToken);
        if (outcome.Problem is null)
        {
            return RedirectToPage();
        }

        ModelState.AddModelError("", EditWords.InWords(outcome));
        await ShowAsync(cancellationToken);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Initiatives = await editor.CountInitiativesAsync(cancellationToken);
        Changes = await editor.HistoryAsync(ChangesShown, cancellationToken);
    }
}
