using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;
using SocialConnect.Portal.Sources;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>One source: its health, its rhythm, its visits.</summary>
[Authorize(Policy = Policies.SourceEditors)]
[RequestSizeLimit(RequestLimits.Uploads), RequestFormLimits(MultipartBodyLengthLimit = RequestLimits.Uploads)]
public sealed class SourceModel(SourceStore sources, VisitStore visits, VisitReader reader, RecipeHistory history, PartnerStore partners, UploadStore uploads, TimeProvider clock) : PageModel
{
    private const int MostVisits = 30;

    private Recipe? _recipe;

    [BindProperty(SupportsGet = true, Name = "slug")]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "fait")]
    public string? Done { get; set; }

    [BindProperty(Name = "rythme")]
    public string? Choice { get; set; }

    [BindProperty(Name = "jour")]
    public int Day { get; set; } = 1;

    [BindProperty(Name = "heure")]
    public TimeOnly Hour { get; set; } = new(4, 10);

    [BindProperty(Name = "cron"), StringLength(100)]
    public string? CronText { get; set; }

    public Source Source { get; private set; } = null!;

    public IReadOnlyList<VisitSummary> Visits { get; private set; } = [];

    /// <summary>The versions of its recipe, the newest first.</summary>
    public IReadOnlyList<RecipeVersion> Versions { get; private set; } = [];

    /// <summary>The name of the file that was handed in and is read; null for a source that is fetched.</summary>
    public string? FileName { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public IReadOnlyList<DateTimeOffset> NextTimes => Source.Schedule is { } schedule ? Rhythm.Next(schedule, Now, 3) : [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        (Choice, Day, Hour) = Rhythm.Read(Source.Schedule);
        CronText = Source.Schedule;
        return Page();
    }

    public Task<IActionResult> OnPostRunAsync(string? retour, CancellationToken cancellationToken) => AskAsync(VisitKind.Visit, retour, cancellationToken);

    public Task<IActionResult> OnPostRereadAsync(CancellationToken cancellationToken) => AskAsync(VisitKind.Reread, null, cancellationToken);

    public async Task<IActionResult> OnPostStopAsync(string? retour, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Source.Current is { } current)
        {
            await visits.StopAsync(current.Id, cancellationToken);
        }

        return Back(retour);
    }

    public Task<IActionResult> OnPostPauseAsync(string? retour, CancellationToken cancellationToken) => PauseAsync(true, retour, cancellationToken);

    public Task<IActionResult> OnPostResumeAsync(string? retour, CancellationToken cancellationToken) => PauseAsync(false, retour, cancellationToken);

    public async Task<IActionResult> OnPostScheduleAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        var expression = Rhythm.Expression(Choice ?? Rhythm.Usual, Day, Hour, CronText);
        if (Choice == Rhythm.Cron && (string.IsNullOrWhiteSpace(expression) || !Rhythm.IsValid(expression)))
        {
            ModelState.AddModelError("cron", "Cette expression ne peut pas être lue\u202f: cinq valeurs sont attendues, comme «\u202f10 4 * * 1\u202f» pour chaque lundi à 4 h 10.");
        }

        if (Day is < 0 or > 6)
        {
            ModelState.AddModelError("jour", "Choisissez un jour de la semaine.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var next = expression is null ? null : Rhythm.Next(expression, Now, 1).Select(time => (DateTimeOffset?)time).FirstOrDefault();
        await sources.ScheduleAsync(Source.Partner.Id, expression, next, cancellationToken);
        return RedirectToPage(null, null, new { Slug, fait = "rythme" }, "h-rythme");
    }

    /// <summary>A newer file takes the place of the one that was handed in, and is read at once.</summary>
    public async Task<IActionResult> OnPostFileAsync(IFormFile? fichier, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken) || FileName is null)
        {
            return NotFound();
        }

        var problem = fichier is null ? "Choisissez un fichier, ou déposez-le ici." : UploadStore.ProblemWith(fichier.FileName, fichier.Length);
        if (fichier is null || problem is not null)
        {
            ModelState.AddModelError("fichier", problem!);
            return Page();
        }

        using var body = new MemoryStream();
        await fichier.CopyToAsync(body, cancellationToken);
        var editor = User.Identity!.Name;
        var upload = await uploads.SaveAsync(fichier.FileName, body.ToArray(), editor, cancellationToken);
        await partners.SaveRecipeAsync(Source.Partner.Id, RecipeDocument.Write(_recipe! with { Start = [upload.Address] }), $"Nouveau fichier\u202f: {upload.Name}", editor, cancellationToken);
        return await AskAsync(VisitKind.Visit, null, cancellationToken);
    }

    private async Task<IActionResult> AskAsync(VisitKind kind, string? retour, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Source.Partner.RecipeVersion is null || Source.IsPaused)
        {
            return Back(retour);
        }

        var visit = await visits.AskAsync(Source.Partner.Id, kind, User.Identity!.Name, cancellationToken);
        return retour is null ? RedirectToPage("/Sources/Visit", new { Slug, id = visit }) : Back(retour);
    }

    private async Task<IActionResult> PauseAsync(bool paused, string? retour, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        await sources.PauseAsync(Source.Partner.Id, paused, cancellationToken);
        return Back(retour);
    }

    private RedirectToPageResult Back(string? retour) =>
        retour == "liste" ? RedirectToPage("/Sources/Sources", null, null, $"source-{Slug}") : RedirectToPage(new { Slug });

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await sources.FindAsync(Slug, cancellationToken) is not { } source)
        {
            return false;
        }

        Source = source;
        Visits = await reader.ListAsync(source.Partner.Id, MostVisits, cancellationToken);
        Versions = await history.ListAsync(source.Partner.Id, cancellationToken);
        _recipe = source.Partner.RecipeVersion is { } version && await history.ReadAsync(source.Partner.Id, version, cancellationToken) is { } document ? RecipeDocument.Read(document).Recipe : null;
        FileName = _recipe?.Start is [{ Scheme: UploadStore.Scheme } start] ? Uri.UnescapeDataString(start.Segments[^1]) : null;
        return true;
    }
}
