using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Portal.Security;
using SocialConnect.Portal.Sources;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>
/// A partner's page, in which an editor points at what a field is. Where they come from and what they have pointed at is in the address;
/// the recipe as it stands is in the look that was asked for.
/// </summary>
[Authorize(Policy = Policies.SourceEditors)]
[ContentSecurity(ContentSecurityAttribute.WithFrames)]
public sealed class PickModel(ProbeStore probes) : PageModel
{
    /// <summary>The look at the page.</summary>
    [BindProperty(SupportsGet = true, Name = "vue")]
    public Guid View { get; set; }

    [BindProperty(SupportsGet = true, Name = "champ"), StringLength(100)]
    public string Thing { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "fiche")]
    public bool OnDetail { get; set; }

    /// <summary>The element pointed at, by its number in the page.</summary>
    [BindProperty(SupportsGet = true, Name = "element")]
    public int? Element { get; set; }

    /// <summary>The source whose recipe it is; null: one that is being added.</summary>
    [BindProperty(SupportsGet = true, Name = "source"), StringLength(200)]
    public string? Slug { get; set; }

    [BindProperty(SupportsGet = true, Name = "lecture")]
    public Guid? ProposalId { get; set; }

    /// <summary>The preview they come from.</summary>
    [BindProperty(SupportsGet = true, Name = "apercu")]
    public Guid? PreviewId { get; set; }

    [BindProperty(SupportsGet = true, Name = "nom"), StringLength(120)]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true, Name = "description"), StringLength(1000)]
    public string? Description { get; set; }

    [BindProperty(SupportsGet = true, Name = "site"), StringLength(2000)]
    public string? Site { get; set; }

    public Probe? Waiting { get; private set; }

    public Probe? Failed { get; private set; }

    public PageRendering? Rendering { get; private set; }

    /// <summary>What one initiative is in the page, as a selector that a browser reads; null where that is not asked.</summary>
    public string? Items { get; private set; }

    /// <summary>What could be meant by the element, best first.</summary>
    public IReadOnlyList<ElementSelector> Choices { get; private set; } = [];

    /// <summary>The element stands outside the initiatives of the list.</summary>
    public bool IsOutside { get; private set; }

    /// <summary>The thing could stand in the other kind of page as well.</summary>
    public bool CanTurn { get; private set; }

    public string Label => PagePicking.LabelOf(Thing);

    public string FrameAddress => PointablePages.AddressOf(View);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) is null ? Back(PreviewId) : Page();

    public async Task<IActionResult> OnPostAdoptAsync(string? repere, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is not { } recipe)
        {
            return Back(PreviewId);
        }

        try
        {
            RecipeSelector.Parse(string.IsNullOrWhiteSpace(repere) ? throw new FormatException("choisissez un repère") : repere, SelectorLanguage.Css);
        }
        catch (FormatException problem)
        {
            ModelState.AddModelError("repere", SourceWords.Sentence(problem.Message));
            return Page();
        }

        var chosen = RecipeDocument.Write(PagePicking.Choose(recipe, Thing, repere.Trim(), OnDetail));
        return Back(await probes.AskAsync(ProbeRequest.PreviewOf(chosen), User.Identity!.Name, cancellationToken));
    }

    /// <summary>The same thing, in the list instead of the page of an initiative, or the other way round.</summary>
    public async Task<IActionResult> OnPostTurnAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is not { } recipe)
        {
            return Back(PreviewId);
        }

        var other = await RequestAsync(recipe, !OnDetail, cancellationToken);
        return other is null
            ? Page()
            : RedirectToPage(Address(await probes.AskAsync(other, User.Identity!.Name, cancellationToken), !OnDetail));
    }

    /// <summary>Nothing is pointed at. What had been changed on the page they come from is not lost.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken cancellationToken)
    {
        var look = await probes.ReadAsync(View, cancellationToken);
        var before = await RecipeBeforeAsync(cancellationToken);
        if (look?.Request.Recipe is { } recipe && before is not null && recipe != before)
        {
            return Back(await probes.AskAsync(ProbeRequest.PreviewOf(recipe), User.Identity!.Name, cancellationToken));
        }

        return Back(PreviewId);
    }

    private object Address(Guid view, bool onDetail) => new { vue = view, champ = Thing, fiche = onDetail, source = Slug, lecture = ProposalId, apercu = PreviewId, nom = Name, description = Description, site = Site };

    private RedirectToPageResult Back(Guid? preview) =>
        Slug is null ? RedirectToPage("Add", new { lecture = ProposalId, apercu = preview, nom = Name, description = Description, site = Site }) : RedirectToPage("Recipe", new { slug = Slug, apercu = preview });

    private async Task<string?> RecipeBeforeAsync(CancellationToken cancellationToken)
    {
        var before = PreviewId is { } id ? (await probes.ReadAsync(id, cancellationToken))?.Request.Recipe
            : ProposalId is { } proposal ? (await probes.ReadAsync(proposal, cancellationToken))?.Proposal?.Recipe
            : null;
        return before is not null && RecipeDocument.Read(before).Recipe is { } read ? RecipeDocument.Write(read) : null;
    }

    private async Task<ProbeRequest?> RequestAsync(Recipe recipe, bool onDetail, CancellationToken cancellationToken)
    {
        var preview = PreviewId is { } id ? (await probes.ReadAsync(id, cancellationToken))?.Preview : null;
        preview ??= ProposalId is { } proposal ? (await probes.ReadAsync(proposal, cancellationToken))?.Proposal?.Preview : null;
        return PagePicking.RequestFor(recipe, Thing, onDetail, preview);
    }

    /// <returns>The recipe as it stands; null when the look is no longer kept.</returns>
    private async Task<Recipe?> LoadAsync(CancellationToken cancellationToken)
    {
        if (await probes.ReadAsync(View, cancellationToken) is not { Request: { Kind: ProbeKind.Page, Recipe: { } document } } look || RecipeDocument.Read(document).Recipe is not { } recipe)
        {
            return null;
        }

        Waiting = look.IsAnswered ? null : look;
        Failed = look.Failure is null ? null : look;
        Rendering = look.Page;
        Items = look.Request.Options.Items is { } items && !items.StartsWith("xpath:", StringComparison.Ordinal) ? items.Split('@')[0] : null;
        CanTurn = !PagePicking.IsOfList(Thing) && recipe.Kind == RecipeKind.Listing && PagePicking.CanShow(recipe, !OnDetail);
        if (Rendering is not null && Element is { } number && Rendering.Elements.GetValueOrDefault(number) is { } element)
        {
            var all = (Thing == PagePicking.Items ? element.Containers : element.Selectors).Select(place => Rendering.Selectors[place]).ToList();
            IsOutside = look.Request.Options.Items is not null && !all.Any(choice => choice.InItem);
            // Of selectors that give the same everywhere, the most telling is enough.
            Choices = IsOutside ? [] : all.DistinctBy(choice => (choice.InItem, choice.Items, choice.Matches, string.Join('\u001F', choice.Examples))).ToList();
        }

        return recipe;
    }
}
