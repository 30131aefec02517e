using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Territories;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>The curation desk: one initiative at a time, the most instructive first, what is suggested for it and why, and the curator's word on it.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class DeskModel(
    DeskAgenda agenda, DeskReader reader, DeskGestures gestures, DeskNotes notes, DecisionStore decisions,
    TaxonomyStore taxonomy, PartnerStore partners, TerritoryStore territories, TimeProvider clock) : PageModel
{
    private const int QueueShown = 8;
    // Enough to choose from where nothing is likely.
    private const int AlwaysShown = 5;
    private const int LogShown = 6;

    [BindProperty(SupportsGet = true, Name = "file")]
    public string? PartName { get; set; }

    [BindProperty(SupportsGet = true, Name = "partenaire")]
    public string? PartnerSlug { get; set; }

    [BindProperty(SupportsGet = true, Name = "theme")]
    public string? ThemePath { get; set; }

    [BindProperty(SupportsGet = true, Name = "territoire")]
    public string? TerritoryCode { get; set; }

    /// <summary>The initiative asked for by address; else the next of the queue.</summary>
    [BindProperty(SupportsGet = true, Name = "fiche")]
    public long? Asked { get; set; }

    /// <summary>Categories the curator brought in.</summary>
    [BindProperty(SupportsGet = true, Name = "avec")]
    public List<long> Added { get; set; } = [];

    /// <summary>What is ticked, where the curator has changed it; 0 alone says that nothing is.</summary>
    [BindProperty(SupportsGet = true, Name = "coche")]
    public List<long> Ticked { get; set; } = [];

    /// <summary>What was typed and is not exactly a category.</summary>
    [BindProperty(SupportsGet = true, Name = "chercher")]
    public string? Typed { get; set; }

    /// <summary>The gesture just done, so that it can be undone.</summary>
    [BindProperty(SupportsGet = true, Name = "fait")]
    public long? DoneId { get; set; }

    /// <summary>The newest decision the curator had seen when somebody else was faster.</summary>
    [BindProperty(SupportsGet = true, Name = "conflit")]
    public long? ConflictSince { get; set; }

    /// <summary>Said when there was nothing to decide about.</summary>
    [BindProperty(SupportsGet = true, Name = "vide")]
    public bool IsEmpty { get; set; }

    /// <summary>A curator's name that nobody has.</summary>
    [BindProperty(SupportsGet = true, Name = "inconnu")]
    public string? UnknownCurator { get; set; }

    public Scheme Scheme { get; private set; } = null!;

    public IReadOnlyList<Partner> Partners { get; private set; } = [];

    public IReadOnlyList<Territory> Territories { get; private set; } = [];

    public IReadOnlyList<DeskLine> Queue { get; private set; } = [];

    public int Waiting { get; private set; }

    public DeskPace Pace { get; private set; } = new(0, null);

    public DeskItem? Item { get; private set; }

    /// <summary>Who has the initiative before their eyes, when it is somebody else.</summary>
    public DeskLease? Holder { get; private set; }

    /// <summary>What to judge, with what the curator brought in at the end.</summary>
    public IReadOnlyList<DeskChoice> Choices { get; private set; } = [];

    public IReadOnlyList<Category> Matches { get; private set; } = [];

    public IReadOnlyList<Decision> Conflict { get; private set; } = [];

    public DeskGesture? Done { get; private set; }

    public IReadOnlyList<DeskGesture> Log { get; private set; } = [];

    public Guid Key { get; } = Guid.NewGuid();

    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public string Curator => User.Identity!.Name!;

    public DeskPart Part => DeskParts.Read(PartName);

    /// <summary>The second reader must not know what the first one said.</summary>
    public bool IsBlind => Part == DeskPart.SecondReading;

    public bool IsFiltered => Part != DeskPart.Open || PartnerSlug is not null || ThemePath is not null || TerritoryCode is not null;

    private DeskFilter Filter => new(Part, PartnerSlug, ThemePath is null ? null : Scheme.Find(Facet.Theme, ThemePath)?.Id, TerritoryCode);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Partners = await partners.ListAsync(cancellationToken);
        var shown = Asked ?? await agenda.ClaimNextAsync(Filter, Curator, cancellationToken);
        if (shown is { } initiative)
        {
            var lease = Asked is null ? null : await agenda.ClaimAsync(initiative, Curator, cancellationToken);
            Holder = lease is not null && lease.Curator != Curator ? lease : null;
            Item = await reader.ReadAsync(initiative, cancellationToken);
            if (Item is null)
            {
                return NotFound();
            }

            await PrepareAsync(Item, cancellationToken);
        }

        Queue = await agenda.ListAsync(Filter, Curator, QueueShown, cancellationToken);
        Waiting = await agenda.CountAsync(Filter, Curator, cancellationToken);
        Pace = await gestures.ReadPaceAsync(Curator, cancellationToken);
        Log = await gestures.ReadLatestAsync(Curator, LogShown, cancellationToken);
        Done = DoneId is { } done && await gestures.FindAsync(done, cancellationToken) is { IsUndone: false } gesture && gesture.Curator == Curator ? gesture : null;
        Territories = [.. await territories.ChildrenAsync(Territory.France, cancellationToken), .. await territories.DescendantsAsync(Territory.France, TerritoryLevel.Departement, cancellationToken)];
        return Page();
    }

    /// <summary>The ticked categories are right, the others asked about are not.</summary>
    public async Task<IActionResult> OnPostDecideAsync(DeskForm form, CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        if (!string.IsNullOrWhiteSpace(form.Typed))
        {
            return Add(form);
        }

        if (form.Asked.Count == 0)
        {
            return Redirect(Address(form, ("chercher", "")));
        }

        var verdicts = form.Asked.Distinct().Where(category => Scheme.Find(category) is not null).Select(category => new CategoryVerdict(category, form.Ticked.Contains(category))).ToList();
        var outcome = await gestures.DecideAsync(
            form.Initiative, verdicts, Curator, form.Key, form.Seen, DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(form.ShownAt, 0, 253_402_300_799_000)), cancellationToken);
        return Redirect(outcome.Id is { } id ? Address(("fait", Text(id))) : Address(form, ("conflit", Text(form.Seen))));
    }

    /// <summary>A category that was not suggested joins those to judge, ticked.</summary>
    public async Task<IActionResult> OnPostAddAsync(DeskForm form, CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        return Add(form);
    }

    /// <summary>Everything asked about in sight is ticked, to be looked over and saved.</summary>
    public IActionResult OnPostTickAll(DeskForm form)
    {
        form.Ticked = [.. form.Asked.Except(form.Folded).Union(form.Ticked)];
        return Redirect(Address(form) + "#choix");
    }

    public async Task<IActionResult> OnPostSkipAsync(DeskForm form, CancellationToken cancellationToken) =>
        Redirect(Address(("fait", Text(await gestures.SkipAsync(form.Initiative, Curator, form.Key, cancellationToken)))));

    public async Task<IActionResult> OnPostMuteAsync(DeskForm form, CancellationToken cancellationToken) =>
        Redirect(Address(("fait", Text(await gestures.MuteAsync(form.Initiative, Curator, form.Key, cancellationToken)))));

    /// <summary>Takes a gesture back and shows its initiative again.</summary>
    public async Task<IActionResult> OnPostUndoAsync(long geste, CancellationToken cancellationToken)
    {
        var undone = await gestures.UndoAsync(geste, Curator, cancellationToken);
        return Redirect(undone.Count > 0 ? Address(("fiche", Text(undone[0]))) : Address());
    }

    public async Task<IActionResult> OnPostCommentAsync(DeskForm form, string? texte, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(texte))
        {
            await notes.CommentAsync(form.Initiative, Curator, texte.Trim()[..Math.Min(texte.Trim().Length, DeskNotes.LongestComment)], cancellationToken);
        }

        return Redirect(Address(("fiche", Text(form.Initiative))) + "#remarques");
    }

    public async Task<IActionResult> OnPostUncommentAsync(DeskForm form, long remarque, CancellationToken cancellationToken)
    {
        await notes.RemoveAsync(remarque, Curator, cancellationToken);
        return Redirect(Address(("fiche", Text(form.Initiative))) + "#remarques");
    }

    public async Task<IActionResult> OnPostAssignAsync(DeskForm form, string? curateur, CancellationToken cancellationToken)
    {
        var to = string.IsNullOrWhiteSpace(curateur) ? null : curateur.Trim();
        var isDone = await notes.AssignAsync(form.Initiative, to, Curator, cancellationToken);
        return Redirect(isDone && to is not null && to != Curator ? Address() : Address(("fiche", Text(form.Initiative)), ("inconnu", isDone ? null : to)));
    }

    /// <summary>The page is still open: the initiative stays with this curator.</summary>
    public async Task<IActionResult> OnPostRenewAsync(DeskForm form, CancellationToken cancellationToken) =>
        (await agenda.ClaimAsync(form.Initiative, Curator, cancellationToken))?.Curator == Curator ? new NoContentResult() : StatusCode(StatusCodes.Status409Conflict);

    /// <summary>The page's own address, with its filters.</summary>
    public string Address(params (string Name, string? Value)[] more) =>
        "/curation" + QueryString.Create(Filters.Concat(more.Select(one => KeyValuePair.Create(one.Name, one.Value))).Where(one => !string.IsNullOrEmpty(one.Value)));

    /// <summary>What a curator looks at: the likely, whatever somebody or a mapping said, and never fewer than <see cref="AlwaysShown"/>.</summary>
    public IReadOnlyList<DeskChoice> Likely => [.. Choices.Where((choice, at) => at < AlwaysShown || !IsUnlikely(choice))];

    /// <summary>The rest, folded away.</summary>
    public IReadOnlyList<DeskChoice> Unlikely => [.. Choices.Skip(AlwaysShown).Where(IsUnlikely)];

    private bool IsUnlikely(DeskChoice choice) =>
        choice is { Probability: < (float)Likelihood.UncertainFrom, Verdict: null } && choice.Origin != "mapped" && !Added.Contains(choice.CategoryId) && !IsTicked(choice);

    public bool IsTicked(DeskChoice choice) =>
        Ticked.Count > 0 ? Ticked.Contains(choice.CategoryId)
        : Added.Contains(choice.CategoryId) ? true
        : choice.Verdict is { } verdict ? verdict.IsAccepted
        : choice.Origin == "mapped" || choice.IsSure || choice.Probability >= 0.5f;

    /// <summary>Styles the words that a suggestion rests on with its theme.</summary>
    public List<(string Text, string? Style)> Evidence(string text) => EvidenceText.Mark(
        text,
        Choices.SelectMany(choice => choice.Reasons
            .Where(reason => reason.IsInText && reason.Weight > 0)
            .Select(reason => (reason.Text, "ev " + Themes.ClassOf(DeskWords.ThemeOf(Scheme.Find(choice.CategoryId)))))));

    private IEnumerable<KeyValuePair<string, string?>> Filters =>
    [
        new("file", DeskParts.NameOf(Part)), new("partenaire", PartnerSlug), new("theme", ThemePath), new("territoire", TerritoryCode),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task PrepareAsync(DeskItem item, CancellationToken cancellationToken)
    {
        var choices = item.Choices
            .Select(choice => IsBlind ? choice with { Verdict = null, Origin = choice.Origin == "confirmed" ? null : choice.Origin } : choice)
            .Where(choice => !IsBlind || choice.Probability is not null || choice.Origin is not null)
            .Where(choice => Scheme.Find(choice.CategoryId) is not null)
            .ToList();
        var known = choices.Select(choice => choice.CategoryId).ToHashSet();
        Choices = [.. choices, .. Added.Distinct().Where(id => Scheme.Find(id) is not null && known.Add(id)).Select(id => new DeskChoice(id, null, null, false, [], null, null))];
        Matches = string.IsNullOrWhiteSpace(Typed) ? [] : CategorySearch.Find(Scheme, Typed);
        if (ConflictSince is { } since)
        {
            Conflict = [.. (await decisions.ReadAsync(item.Id, cancellationToken)).Where(decision => decision.Id > since && decision.UndoneAt is null && decision.DecidedBy != Curator).Reverse()];
        }
    }

    private RedirectResult Add(DeskForm form)
    {
        var found = form.Chosen is { } chosen && Scheme.Find(chosen) is { IsDeprecated: false } category ? [category]
            : string.IsNullOrWhiteSpace(form.Typed) ? []
            : CategorySearch.Find(Scheme, form.Typed);
        if (found is not [var only])
        {
            return Redirect(Address(form, ("chercher", form.Typed?.Trim() ?? "")));
        }

        form.Ticked.Add(only.Id);
        form.Added.Add(only.Id);
        return Redirect(Address(form) + "#choix");
    }

    // What the curator has ticked and brought in travels along, so that nothing they did is lost.
    private string Address(DeskForm form, params (string Name, string? Value)[] more)
    {
        var state = new List<(string, string?)> { ("fiche", Text(form.Initiative)) };
        state.AddRange(form.Added.Distinct().Select(id => ("avec", (string?)Text(id))));
        state.AddRange(form.Ticked.Distinct().DefaultIfEmpty(0).Select(id => ("coche", (string?)Text(id))));
        var typed = more.Where(one => one is { Name: "chercher", Value: "" }).Select(_ => ("vide", (string?)"true"));
        return Address([.. state, .. more, .. typed]);
    }
}
