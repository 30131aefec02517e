using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Tags;

/// <summary>The queue of partners' tags: what each means for us, proposed with reasons, decided by a curator.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class TagsModel(PartnerTagStore tags, TagProposals proposals, TaxonomyStore taxonomy, PartnerStore partners, CategoryReading reading) : PageModel
{
    private const int PageSize = 20;
    private const double LikelyFrom = 0.8;

    [BindProperty(SupportsGet = true, Name = "etat")]
    public TagView Queue { get; set; }

    [BindProperty(SupportsGet = true, Name = "partenaire")]
    public string? PartnerSlug { get; set; }

    [BindProperty(SupportsGet = true, Name = "q"), StringLength(100)]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true, Name = "p"), Range(1, 100_000)]
    public int Number { get; set; } = 1;

    /// <summary>The gesture that was just done, so that it can be undone.</summary>
    [BindProperty(SupportsGet = true, Name = "fait")]
    public Guid? Done { get; set; }

    /// <summary>How many tags of an undone gesture somebody had decided on again.</summary>
    [BindProperty(SupportsGet = true, Name = "reste")]
    public int? LeftAlone { get; set; }

    [BindProperty(Name = "lignes")]
    public List<TagRow> Rows { get; set; } = [];

    /// <summary>What the whole selection is to be mapped to.</summary>
    [BindProperty(Name = "ensemble"), StringLength(200)]
    public string? Together { get; set; }

    public Scheme Scheme { get; private set; } = null!;

    public IReadOnlyList<PartnerTag> Listed { get; private set; } = [];

    public IReadOnlyDictionary<TagName, IReadOnlyList<TagProposal>> Proposals { get; private set; } = new Dictionary<TagName, IReadOnlyList<TagProposal>>();

    public TagCounts Counts { get; private set; } = new(0, 0, 0, 0);

    public IReadOnlyList<Partner> Partners { get; private set; } = [];

    public int Found { get; private set; }

    public IReadOnlyList<TagChange> JustDone { get; private set; } = [];

    public int Pages => Math.Max(1, (Found + PageSize - 1) / PageSize);

    private TagFilter Filter => new(TagViews.StateOf(Queue), PartnerSlug, Text, (Number - 1) * PageSize, PageSize);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            ModelState.Clear();
            return RedirectToPage(new { etat = Queue });
        }

        await ShowAsync(cancellationToken);
        return Page();
    }

    /// <summary>The boxes ticked on one line, and what was typed beside them.</summary>
    public Task<IActionResult> OnPostMapAsync(int line, CancellationToken cancellationToken) =>
        DecideAsync(Rows.Skip(line).Take(1), ToMappingAsync, cancellationToken);

    public Task<IActionResult> OnPostIgnoreAsync(int line, CancellationToken cancellationToken) =>
        DecideAsync(Rows.Skip(line).Take(1), (row, _) => Task.FromResult<TagDecision?>(TagDecision.Ignore(row.Name)), cancellationToken);

    public Task<IActionResult> OnPostReopenAsync(int line, CancellationToken cancellationToken) =>
        DecideAsync(Rows.Skip(line).Take(1), (row, _) => Task.FromResult<TagDecision?>(TagDecision.Reopen(row.Name)), cancellationToken);

    /// <summary>Every selected line by its own ticked boxes.</summary>
    public Task<IActionResult> OnPostMapSelectedAsync(CancellationToken cancellationToken) => DecideAsync(Selected(), ToMappingAsync, cancellationToken);

    /// <summary>Every line of this page still to be mapped whose best proposals are probable enough, by those, ticked or not.</summary>
    public async Task<IActionResult> OnPostMapLikelyAsync(CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken);
        var likely = Likely().ToList();
        return likely.Count == 0
            ? Page()
            : RedirectToPage(Address(await tags.DecideAsync([.. likely.Select(line => TagDecision.Map(line.Tag, line.Categories))], User.Identity!.Name!, cancellationToken)));
    }

    public Task<IActionResult> OnPostIgnoreSelectedAsync(CancellationToken cancellationToken) =>
        DecideAsync(Selected(), (row, _) => Task.FromResult<TagDecision?>(TagDecision.Ignore(row.Name)), cancellationToken);

    /// <summary>All selected lines to the one category typed under the table.</summary>
    public async Task<IActionResult> OnPostMapTogetherAsync(CancellationToken cancellationToken)
    {
        var category = string.IsNullOrWhiteSpace(Together) ? null : await reading.FindAsync(Together, cancellationToken);
        if (category is null)
        {
            ModelState.AddModelError("ensemble", string.IsNullOrWhiteSpace(Together)
                ? "Dites à quelle catégorie relier les étiquettes choisies."
                : $"Nous n’avons pas de catégorie «\u202f{Together}\u202f». Prenez-en une de la liste, par exemple «\u202fMobilité\u202f».");
            return await AgainAsync(cancellationToken);
        }

        return await DecideAsync(Selected(), (row, _) => Task.FromResult<TagDecision?>(TagDecision.Map(row.Name, [category.Id])), cancellationToken);
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid batch, CancellationToken cancellationToken)
    {
        var undo = await tags.UndoAsync(batch, User.Identity!.Name!, cancellationToken);
        return RedirectToPage(Address(null, undo.ChangedSince.Count));
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        var file = new MemoryStream();
        await TagCsv.WriteAsync(file, scheme, tags.ReadAllAsync(Filter, cancellationToken), cancellationToken);
        file.Position = 0;
        return File(file, "text/csv; charset=utf-8", "etiquettes.csv");
    }

    /// <summary>Lines still to be mapped with proposals of 80 % and more, those proposals, and how surely they are all right.</summary>
    public IEnumerable<(TagName Tag, IReadOnlyList<long> Categories, double Probability)> Likely() =>
        from tag in Listed
        where tag.State == TagState.Unmapped
        let name = new TagName(tag.PartnerId, tag.Tag)
        let sure = Proposals[name].Where(proposal => proposal.Probability >= LikelyFrom).ToList()
        where sure.Count > 0
        select (name, (IReadOnlyList<long>)[.. sure.Select(proposal => proposal.Category.Id)], sure.Min(proposal => proposal.Probability));

    /// <summary>The page's own address with what filters it.</summary>
    public Dictionary<string, string?> Address(TagView queue, int number = 1) => new()
    {
        ["etat"] = queue == default ? null : queue.ToString(),
        ["partenaire"] = PartnerSlug,
        ["q"] = Text,
        ["p"] = number == 1 ? null : number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private object Address(Guid? done, int? leftAlone = null) => new
    {
        etat = Queue == default ? (TagView?)null : Queue,
        partenaire = PartnerSlug,
        q = Text,
        p = Number == 1 ? (int?)null : Number,
        fait = done,
        reste = leftAlone is > 0 ? leftAlone : null,
    };

    private List<TagRow> Selected()
    {
        var selected = Rows.Where(row => row.Selected).ToList();
        if (selected.Count == 0)
        {
            ModelState.AddModelError("", "Choisissez d’abord des étiquettes, par la case au début de leur ligne.");
        }

        return selected;
    }

    private async Task<TagDecision?> ToMappingAsync(TagRow row, CancellationToken cancellationToken)
    {
        var field = $"lignes[{Rows.IndexOf(row)}].Other";
        var categories = row.Chosen.ToList();
        if (!string.IsNullOrWhiteSpace(row.Other))
        {
            if (await reading.FindAsync(row.Other, cancellationToken) is not { } category)
            {
                ModelState.AddModelError(field, $"Nous n’avons pas de catégorie «\u202f{row.Other}\u202f» pour «\u202f{row.Tag}\u202f».");
                return null;
            }

            categories.Add(category.Id);
        }

        if (categories.Count == 0)
        {
            ModelState.AddModelError(field, $"Cochez au moins une catégorie pour «\u202f{row.Tag}\u202f», ou écrivez-en une\u202f; sinon, ignorez l’étiquette.");
            return null;
        }

        return TagDecision.Map(row.Name, categories);
    }

    private async Task<IActionResult> DecideAsync(
        IEnumerable<TagRow> rows, Func<TagRow, CancellationToken, Task<TagDecision?>> decide, CancellationToken cancellationToken)
    {
        var decisions = new List<TagDecision>();
        foreach (var row in rows)
        {
            if (await decide(row, cancellationToken) is { } decision)
            {
                decisions.Add(decision);
            }
        }

        if (!ModelState.IsValid || decisions.Count == 0)
        {
            return await AgainAsync(cancellationToken);
        }

        return RedirectToPage(Address(await tags.DecideAsync(decisions, User.Identity!.Name!, cancellationToken)));
    }

    // The lines as they were sent, ticks and words kept.
    private async Task<IActionResult> AgainAsync(CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Partners = await partners.ListAsync(cancellationToken);
        Counts = await tags.CountStatesAsync(PartnerSlug, cancellationToken);
        Found = await tags.CountAsync(Filter, cancellationToken);
        Number = Math.Min(Number, Pages);
        Listed = await tags.ListAsync(Filter, cancellationToken);
        Proposals = await proposals.ForAsync([.. Listed.Select(tag => new TagName(tag.PartnerId, tag.Tag))], cancellationToken);
        JustDone = Done is { } batch ? await tags.ReadBatchAsync(batch, cancellationToken) : [];
    }
}
