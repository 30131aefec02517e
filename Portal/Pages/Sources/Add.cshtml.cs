using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Portal.Security;
using SocialConnect.Portal.Sources;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>
/// From an address to a source: a worker reads the site and proposes a recipe, the editor sees what it gives and chooses otherwise where it is wrong, and
/// nothing is kept before. What has been looked at so far is in the address.
/// </summary>
[Authorize(Policy = Policies.SourceEditors)]
[RequestSizeLimit(RequestLimits.Uploads), RequestFormLimits(MultipartBodyLengthLimit = RequestLimits.Uploads)]
public sealed class AddModel(ProbeStore probes, PartnerStore partners, VisitStore visits, UploadStore uploads) : PageModel
{
    private const int MostRecords = 10;

    private Recipe? _recipe;

    [BindProperty(SupportsGet = true, Name = "adresse"), StringLength(2000)]
    public string? Address { get; set; }

    /// <summary>The probe that proposes.</summary>
    [BindProperty(SupportsGet = true, Name = "lecture")]
    public Guid? ProposalId { get; set; }

    /// <summary>The probe that tries what the editor has chosen since.</summary>
    [BindProperty(SupportsGet = true, Name = "apercu")]
    public Guid? PreviewId { get; set; }

    /// <summary>The record shown beside the fields, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "fiche"), Range(1, MostRecords)]
    public int Shown { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "nom"), StringLength(120)]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true, Name = "description"), StringLength(1000)]
    public string? Description { get; set; }

    /// <summary>The partner's own site, where a file says nothing of it.</summary>
    [BindProperty(SupportsGet = true, Name = "site"), StringLength(2000)]
    public string? Site { get; set; }

    /// <summary>The recipe as a document, for who knows how.</summary>
    [BindProperty(Name = "recette"), StringLength(200_000)]
    public string? Document { get; set; }

    /// <summary>What a worker is doing; null when there is nothing to wait for.</summary>
    public Probe? Waiting { get; private set; }

    /// <summary>A probe that could not be answered.</summary>
    public Probe? Failed { get; private set; }

    public Proposal? Proposal { get; private set; }

    public Preview? Preview { get; private set; }

    public IReadOnlyList<MappedField> Fields { get; private set; } = [];

    /// <summary>Partners of the same site.</summary>
    public IReadOnlyList<Partner> Neighbours { get; private set; } = [];

    public PreviewRecord? Record => Preview?.Records.ElementAtOrDefault(Math.Min(Shown, Preview.Records.Count) - 1);

    /// <summary>Not read, and nothing to choose from.</summary>
    public static bool IsAbsent(MappedField field) => field is { Selector: null, Candidates.Count: 0 };

    public PreviewField? FillOf(string field) => Preview?.Fields.FirstOrDefault(found => found.Name == field);

    /// <summary>What is read was handed in.</summary>
    public bool IsUpload => Proposal?.Address.Scheme == UploadStore.Scheme;

    /// <summary>This page with other records or without some of what it holds.</summary>
    public string AddressWith(int record) => Url.Page("Add", new { lecture = ProposalId, apercu = PreviewId, fiche = record, nom = Name, description = Description, site = Site })!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    /// <summary>An address has been pasted.</summary>
    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancellationToken)
    {
        if (ReadAddress(Address) is not { } address)
        {
            ModelState.AddModelError("adresse", "Collez l’adresse complète d’une page, par exemple https://www.partenaire.fr/projets.");
            return Page();
        }

        return RedirectToPage(new { lecture = await probes.AskAsync(ProbeRequest.ProposalFor(address), User.Identity!.Name, cancellationToken) });
    }

    /// <summary>A file has been handed in.</summary>
    public async Task<IActionResult> OnPostUploadAsync(IFormFile? fichier, CancellationToken cancellationToken)
    {
        var problem = fichier is null ? "Choisissez un fichier, ou déposez-le ici." : UploadStore.ProblemWith(fichier.FileName, fichier.Length);
        if (fichier is null || problem is not null)
        {
            ModelState.AddModelError("fichier", problem!);
            return Page();
        }

        using var body = new MemoryStream();
        await fichier.CopyToAsync(body, cancellationToken);
        var upload = await uploads.SaveAsync(fichier.FileName, body.ToArray(), User.Identity!.Name, cancellationToken);
        return RedirectToPage(new { lecture = await probes.AskAsync(ProbeRequest.ProposalFor(upload.Address), User.Identity!.Name, cancellationToken) });
    }

    /// <summary>Nobody waits any longer.</summary>
    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancellationToken)
    {
        if ((PreviewId ?? ProposalId) is { } probe)
        {
            await probes.WithdrawAsync(probe, cancellationToken);
        }

        return PreviewId is null ? RedirectToPage(new { lecture = (Guid?)null }) : RedirectToPage(new { lecture = ProposalId, nom = Name, description = Description, site = Site });
    }

    /// <summary>Another way to read the same site.</summary>
    public async Task<IActionResult> OnPostOtherAsync(int lecon, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Proposal?.Others.ElementAtOrDefault(lecon) is not { } other)
        {
            return RedirectToPage(new { lecture = ProposalId });
        }

        return other.Recipe is { } recipe
            ? await TryAsync(recipe, cancellationToken)
            : RedirectToPage(new { lecture = await probes.AskAsync(ProbeRequest.ProposalFor(other.Address), User.Identity!.Name, cancellationToken) });
    }

    /// <summary>What has been chosen is tried on the site.</summary>
    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Chosen() is { } recipe ? await TryAsync(recipe, cancellationToken) : Page();
    }

    /// <summary>A field is to be pointed at on the page it is read from.</summary>
    public async Task<IActionResult> OnPostShowAsync(string champ, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Chosen() is not { } document)
        {
            return Page();
        }

        var recipe = RecipeDocument.Parse(document);
        var onDetail = Fields.FirstOrDefault(field => field.Name == champ)?.OnDetail ?? false;
        if (PagePicking.RequestFor(recipe, champ, onDetail, Preview) is not { } look)
        {
            ModelState.AddModelError("", "Aucune page de ce site n’a pu être lue pour y montrer ce champ\u202f: refaites d’abord l’aperçu.");
            return Page();
        }

        return RedirectToPage("Pick", new { vue = await probes.AskAsync(look, User.Identity!.Name, cancellationToken), champ, fiche = onDetail, lecture = ProposalId, apercu = PreviewId, nom = Name, description = Description, site = Site });
    }

    /// <summary>Whether the field can be pointed at on a page.</summary>
    public bool CanShow(MappedField field) => _recipe is { } recipe && PagePicking.CanShow(recipe, field.OnDetail);

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken)
    {
        var typed = Name;
        await LoadAsync(cancellationToken);
        Name = typed?.Trim();
        var recipe = Chosen();
        if (string.IsNullOrEmpty(Name))
        {
            ModelState.AddModelError("nom", "Donnez un nom au partenaire, par exemple celui de l’association qui tient le site.");
        }
        else if (InitiativeAddress.Slug(Name) is var taken && await partners.FindAsync(taken, cancellationToken) is not null)
        {
            ModelState.AddModelError("nom", $"Un partenaire s’appelle déjà «\u202f{Name}\u202f»\u202f: choisissez un autre nom.");
        }

        var home = IsUpload ? ReadAddress(Site) : Proposal is null ? null : new Uri(Proposal.Address, "/");
        if (IsUpload && home is null)
        {
            ModelState.AddModelError("site", "Donnez l’adresse du site du partenaire, par exemple https://www.partenaire.fr\u202f: les fiches d’un fichier y renvoient quand elles n’ont pas de page.");
        }

        if (Preview is { Records.Count: 0 })
        {
            ModelState.AddModelError("", "Avec cette recette, aucune fiche n’est lue\u202f: choisissez d’autres repères, puis refaites l’aperçu.");
        }

        if (!ModelState.IsValid || recipe is null || home is null)
        {
            return Page();
        }

        var editor = User.Identity!.Name!;
        var partner = await partners.SaveAsync(InitiativeAddress.Slug(Name!), Name!, home, Description?.Trim() ?? "", cancellationToken);
        await partners.SaveRecipeAsync(partner.Id, recipe, "À l’ajout de la source", editor, cancellationToken);
        await partners.ScheduleAsync(partner.Id, null, cancellationToken);
        await visits.AskAsync(partner.Id, VisitKind.Visit, editor, cancellationToken);
        return Redirect($"/sources/{partner.Slug}");
    }

    private async Task<IActionResult> TryAsync(string recipe, CancellationToken cancellationToken)
    {
        var request = ProbeRequest.PreviewOf(recipe) with { Options = new ProbeOptions { Records = MostRecords } };
        return RedirectToPage(new { lecture = ProposalId, apercu = await probes.AskAsync(request, User.Identity!.Name, cancellationToken), nom = Name, description = Description, site = Site });
    }

    /// <summary>The recipe as the form gives it: the document, with the fields as they are chosen. Null when the document is wrong, which the form then says.</summary>
    private string? Chosen()
    {
        if (Proposal is null)
        {
            return null;
        }

        var reading = RecipeDocument.Read(Document ?? Proposal.Recipe);
        foreach (var problem in reading.Problems)
        {
            ModelState.AddModelError("recette", problem.ToString());
        }

        if (reading.Recipe is not { } recipe)
        {
            return null;
        }

        var choices = new Dictionary<string, string>();
        foreach (var field in FieldMapping.Of(recipe, Proposal))
        {
            var own = Request.Form[$"repere.{field.Name}"].ToString().Trim();
            if (own.Length > 0)
            {
                choices[field.Name] = FieldMapping.ChoiceOf(own, field.OnDetail);
            }
            else if (Request.Form.TryGetValue($"champ.{field.Name}", out var chosen))
            {
                choices[field.Name] = chosen.ToString();
            }
        }

        return RecipeDocument.Write(FieldMapping.Choose(recipe, Proposal, choices));
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (ProposalId is not { } id)
        {
            return;
        }

        if (await probes.ReadAsync(id, cancellationToken) is not { } asked)
        {
            ModelState.AddModelError("adresse", "Cette lecture date de plus d’un jour ou a été arrêtée. Collez l’adresse de nouveau.");
            return;
        }

        Address ??= asked.Request.Address?.OriginalString;
        Waiting = asked.IsAnswered ? null : asked;
        Failed = asked.Failure is null ? null : asked;
        Proposal = asked.Proposal;
        if (Proposal is null)
        {
            return;
        }

        Preview = Proposal.Preview;
        var recipe = Proposal.Recipe;
        if (PreviewId is { } previewId && await probes.ReadAsync(previewId, cancellationToken) is { } tried)
        {
            Waiting = tried.IsAnswered ? null : tried;
            Failed = tried.Failure is null ? null : tried;
            Preview = tried.Preview;
            recipe = tried.Request.Recipe ?? recipe;
        }

        Document ??= recipe;
        Name ??= Proposal.SiteName;
        Description ??= Proposal.SiteDescription;
        _recipe = RecipeDocument.Read(recipe).Recipe;
        Fields = _recipe is null ? [] : FieldMapping.Of(_recipe, Proposal);
        Neighbours = PartnerSites.Of(Proposal.Address, await partners.ListAsync(cancellationToken));
    }

    // People paste « www.partenaire.fr/projets » as well.
    private static Uri? ReadAddress(string? typed)
    {
        var text = typed?.Trim() ?? "";
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(whole, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Contains('.', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal)
            ? address
            : null;
    }
}
