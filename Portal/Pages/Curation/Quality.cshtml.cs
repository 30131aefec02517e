using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Curation.Duplicates;
using SocialConnect.Catalog.Curation.Quality;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Territories;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>What is missing or contradictory, each with the one click that mends it, and each click with its undo.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class QualityModel(
    QualityReader reader, DuplicateStore duplicates, InitiativeEditor editor, InitiativeStanding standing, DeskGestures gestures, TaxonomyStore taxonomy, TerritoryStore territories) : PageModel
{
    private const int Most = 50;

    [BindProperty(SupportsGet = true, Name = "quoi")]
    public string? KindName { get; set; }

    /// <summary>What was just done, to be undone: a batch of edits, or 'publier-12', 'rappeler-NoText-12' or 'geste-12'.</summary>
    [BindProperty(SupportsGet = true, Name = "fait")]
    public string? Done { get; set; }

    /// <summary>A place as typed that is no territory.</summary>
    [BindProperty(SupportsGet = true, Name = "inconnu")]
    public string? UnknownPlace { get; set; }

    /// <summary>Somebody else had decided on the initiative since it was shown.</summary>
    [BindProperty(SupportsGet = true, Name = "tard")]
    public bool IsLate { get; set; }

    public Scheme Scheme { get; private set; } = null!;

    public IReadOnlyDictionary<QualityKind, int> Counts { get; private set; } = new Dictionary<QualityKind, int>();

    /// <summary>Pairs that wait on their own page.</summary>
    public int Duplicates { get; private set; }

    public IReadOnlyList<QualityFinding> Findings { get; private set; } = [];

    /// <summary>The territories that findings name, by code.</summary>
    public IReadOnlyDictionary<string, Territory> Places { get; private set; } = new Dictionary<string, Territory>();

    public QualityKind Kind => QualityKinds.Read(KindName);

    private string Curator => User.Identity!.Name!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Counts = await reader.CountAsync(cancellationToken);
        Duplicates = await duplicates.CountAsync(cancellationToken);
        if (KindName is null && Counts.MaxBy(count => count.Value) is { Value: > 0 } worst && Counts[QualityKind.NoText] == 0)
        {
            KindName = QualityKinds.NameOf(worst.Key);
        }

        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Findings = await reader.ListAsync(Kind, Most, cancellationToken);
        var codes = Findings.Where(finding => finding.Kind == QualityKind.Misplaced).SelectMany(finding => finding.Codes).Distinct().ToList();
        Places = codes.Count == 0 ? Places : (await territories.GetAsync(codes, cancellationToken)).ToDictionary(territory => territory.Code);
    }

    /// <summary>It is in this territory, whatever the page suggests.</summary>
    public async Task<IActionResult> OnPostPlaceAsync(long id, string? lieu, CancellationToken cancellationToken)
    {
        var typed = lieu?.Trim() ?? "";
        var place = typed.Length == 0 ? null
            : await territories.GetAsync(typed, cancellationToken) ?? (await territories.SearchAsync(typed, 1, cancellationToken)).FirstOrDefault();
        return place is null
            ? Back(null, typed)
            : await EditAsync(id, new() { ["territory_code"] = place.Code, ["is_national"] = "false" }, cancellationToken);
    }

    public Task<IActionResult> OnPostNationalAsync(long id, CancellationToken cancellationToken) =>
        EditAsync(id, new() { ["is_national"] = "true" }, cancellationToken);

    public Task<IActionResult> OnPostUndateAsync(long id, CancellationToken cancellationToken) =>
        EditAsync(id, new() { ["published_on"] = null }, cancellationToken);

    public Task<IActionResult> OnPostUnlinkAsync(long id, CancellationToken cancellationToken) =>
        EditAsync(id, new() { ["website"] = null }, cancellationToken);

    /// <summary>The summary or the organisation that was missing.</summary>
    public async Task<IActionResult> OnPostFillAsync(long id, string? texte, CancellationToken cancellationToken)
    {
        var field = EditableField.Find(Kind == QualityKind.NoText ? "summary" : "organisation")!;
        return string.IsNullOrWhiteSpace(texte) || texte.Length > field.Longest ? Back(null) : await EditAsync(id, new() { [field.Name] = texte.Trim() }, cancellationToken);
    }

    /// <summary>One of the themes suggested is right.</summary>
    /// <param name="vu">The newest decision that was shown.</param>
    public async Task<IActionResult> OnPostFileAsync(long id, long theme, long vu, CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        if (Scheme.Find(theme) is null)
        {
            return NotFound();
        }

        var outcome = await gestures.DecideAsync(id, [new CategoryVerdict(theme, true)], Curator, Guid.NewGuid(), vu, null, cancellationToken);
        return outcome.Id is { } gesture ? Back($"geste-{Text(gesture)}") : RedirectToPage(new { quoi = QualityKinds.NameOf(Kind), tard = true });
    }

    /// <summary>What the partner says now is better than what was corrected.</summary>
    public async Task<IActionResult> OnPostFollowAsync(long id, CancellationToken cancellationToken) =>
        await editor.FindAsync(id, cancellationToken) is { } initiative
            ? await EditAsync(
                id, initiative.Hand.Keys.Where(field => initiative.IsSourceChanged(field) && initiative.Source.ContainsKey(field)).ToDictionary(field => field, field => initiative.Source[field]), cancellationToken)
            : NotFound();

    public async Task<IActionResult> OnPostRetireAsync(long id, CancellationToken cancellationToken) =>
        Back(await standing.RetireAsync(id, cancellationToken) ? $"publier-{Text(id)}" : null);

    public async Task<IActionResult> OnPostDismissAsync(long id, CancellationToken cancellationToken)
    {
        await reader.DismissAsync(Kind, id, Curator, cancellationToken);
        return Back($"rappeler-{Kind}-{Text(id)}");
    }

    public async Task<IActionResult> OnPostUndoAsync(string? fait, CancellationToken cancellationToken)
    {
        switch (fait?.Split('-'))
        {
            case ["publier", var id] when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var initiative):
                await standing.PublishAsync(initiative, cancellationToken);
                break;
            case ["geste", var id] when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var gesture):
                await gestures.UndoAsync(gesture, Curator, cancellationToken);
                break;
            case ["rappeler", var kind, var id]
                when Enum.TryParse<QualityKind>(kind, out var recalled) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var dismissed):
                await reader.RecallAsync(recalled, dismissed, cancellationToken);
                break;
            default:
                if (Guid.TryParse(fait, out var batch))
                {
                    await editor.UndoAsync(batch, Curator, cancellationToken);
                }

                break;
        }

        return Back(null);
    }

    private async Task<IActionResult> EditAsync(long id, Dictionary<string, string?> values, CancellationToken cancellationToken) =>
        Back((await editor.SaveAsync(id, values, Curator, null, cancellationToken)).Batch?.ToString());

    private RedirectToPageResult Back(string? done, string? unknown = null) => RedirectToPage(new { quoi = QualityKinds.NameOf(Kind), fait = done, inconnu = unknown });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
