using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Taxonomy.Editing;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Taxonomy;

/// <summary>One category: its words and its place, each gesture shown in its effect before it is done.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class CategoryModel(TaxonomyStore taxonomy, TaxonomyEditor editor) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public long Id { get; set; }

    [BindProperty(Name = "geste")]
    public Gesture Gesture { get; set; }

    [BindProperty(Name = "libelle"), StringLength(120)]
    public string? Label { get; set; }

    [BindProperty(Name = "libelle-en"), StringLength(120)]
    public string? EnglishLabel { get; set; }

    [BindProperty(Name = "definition"), StringLength(500)]
    public string? Definition { get; set; }

    [BindProperty(Name = "definition-en"), StringLength(500)]
    public string? EnglishDefinition { get; set; }

    [BindProperty(Name = "synonymes"), StringLength(20_000)]
    public string? Synonyms { get; set; }

    [BindProperty(Name = "expressions"), StringLength(20_000)]
    public string? Expressions { get; set; }

    /// <summary>The theme to move to, the category to merge into, or the one that replaces this.</summary>
    [BindProperty(Name = "cible")]
    public long? Target { get; set; }

    [BindProperty(Name = "avant")]
    public long? Before { get; set; }

    /// <summary>Lines "CODE ; label ; synonym, synonym"; the first is the heir.</summary>
    [BindProperty(Name = "parties"), StringLength(20_000)]
    public string? Parts { get; set; }

    /// <summary>The fingerprint of the edit whose effect was shown: a changed form is shown again first.</summary>
    [BindProperty(Name = "vu")]
    public string? Seen { get; set; }

    public Scheme Scheme { get; private set; } = null!;

    public Category Category { get; private set; } = null!;

    public EditEffect? Effect { get; private set; }

    public string? Fingerprint { get; private set; }

    public int Initiatives { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await ShowAsync(cancellationToken))
        {
            return NotFound();
        }

        Fill();
        return Page();
    }

    public Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken) => RunAsync(mayApply: false, cancellationToken);

    public Task<IActionResult> OnPostApplyAsync(CancellationToken cancellationToken) => RunAsync(mayApply: true, cancellationToken);

    private async Task<IActionResult> RunAsync(bool mayApply, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Gesture != Gesture.Mots)
        {
            Fill();
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var edit = ToEdit();
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(edit, edit.GetType())));
        var outcome = mayApply && fingerprint == Seen
            ? await editor.ApplyAsync(edit, User.Identity!.Name!, cancellationToken)
            : await editor.PreviewAsync(edit, User.Identity!.Name!, cancellationToken);
        if (outcome.Problem is { } problem)
        {
            ModelState.AddModelError(EditWords.FieldOf(problem), EditWords.InWords(outcome));
            return Page();
        }

        if (outcome.ChangeId is { } change)
        {
            return RedirectToPage("/Taxonomy/Taxonomy", new { fait = change });
        }

        (Effect, Fingerprint) = (outcome.Effect, fingerprint);
        return Page();
    }

    private TaxonomyEdit ToEdit() => Gesture switch
    {
        Gesture.Deplacer => new TaxonomyEdit.Move(Id, Target, Before),
        Gesture.Fusionner => new TaxonomyEdit.Merge(Id, Target ?? 0),
        Gesture.Scinder => new TaxonomyEdit.Split(Id, [.. EditWords.Lines(Parts).Select(ToPart)], 0),
        Gesture.Retirer => new TaxonomyEdit.Deprecate(Id, Target),
        _ => new TaxonomyEdit.Reword(Id, new CategoryWords(
            Label?.Trim() ?? "", EnglishLabel?.Trim(), Definition?.Trim(), EnglishDefinition?.Trim(), EditWords.Lines(Synonyms), EditWords.Lines(Expressions))),
    };

    private static SplitPart ToPart(string line)
    {
        var cells = line.Split(';', 3, StringSplitOptions.TrimEntries);
        var synonyms = cells.Length > 2 ? cells[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        return new SplitPart(cells[0].ToUpperInvariant(), cells.Length > 1 ? cells[1] : "", null, synonyms);
    }

    private void Fill()
    {
        var words = CategoryWords.Of(Category);
        (Label, EnglishLabel, Definition, EnglishDefinition) = (words.Label, words.EnglishLabel, words.Definition, words.EnglishDefinition);
        (Synonyms, Expressions) = (string.Join('\n', words.Synonyms), string.Join('\n', words.Expressions));
    }

    private async Task<bool> ShowAsync(CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        if (Scheme.Find(Id) is not { IsDeprecated: false } category)
        {
            return false;
        }

        Category = category;
        Initiatives = (await editor.CountInitiativesAsync(cancellationToken)).GetValueOrDefault(Id);
        return true;
    }
}
