using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>Accepting many suggestions at once, as many as keep the expected share of wrong ones below a rate that the curator states.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class BulkModel(DeskBulk bulk, DeskGestures gestures, TaxonomyStore taxonomy, PartnerStore partners) : PageModel
{
    private const int Most = 100;

    /// <summary>Error rates on offer, in percent.</summary>
    public static IReadOnlyList<int> Rates { get; } = [1, 2, 5, 10, 20];

    [BindProperty(SupportsGet = true, Name = "erreur")]
    public int Rate { get; set; } = 5;

    [BindProperty(SupportsGet = true, Name = "theme")]
    public string? ThemePath { get; set; }

    [BindProperty(SupportsGet = true, Name = "partenaire")]
    public string? PartnerSlug { get; set; }

    [BindProperty(SupportsGet = true, Name = "fait")]
    public long? DoneId { get; set; }

    [BindProperty(SupportsGet = true, Name = "combien")]
    public int DoneCount { get; set; }

    /// <summary>How many were left alone because somebody else had decided meanwhile.</summary>
    [BindProperty(SupportsGet = true, Name = "laissees")]
    public int LeftAlone { get; set; }

    public Scheme Scheme { get; private set; } = null!;

    public IReadOnlyList<Partner> Partners { get; private set; } = [];

    public IReadOnlyList<BulkSuggestion> Lines { get; private set; } = [];

    public DeskGesture? Done { get; private set; }

    public Guid Key { get; } = Guid.NewGuid();

    /// <summary>How many of the lines shown are expected to be wrong.</summary>
    public double ExpectedWrong => Lines.Sum(line => 1 - line.Probability);

    private string Curator => User.Identity!.Name!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Rate = Rates.Contains(Rate) ? Rate : 5;
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Partners = await partners.ListAsync(cancellationToken);
        var category = ThemePath is null ? null : Scheme.Find(Facet.Theme, ThemePath)?.Id;
        Lines = await bulk.ListAsync(Rate / 100.0, category, PartnerSlug, Curator, Most, cancellationToken);
        Done = DoneId is { } done && await gestures.FindAsync(done, cancellationToken) is { IsUndone: false } gesture && gesture.Curator == Curator ? gesture : null;
    }

    /// <param name="ligne">What is ticked: initiative, category and newest decision seen, parted by hyphens.</param>
    public async Task<IActionResult> OnPostAsync(List<string> ligne, Guid cle, CancellationToken cancellationToken)
    {
        var lines = ligne.Select(Read).OfType<BulkLine>().Take(Most).ToList();
        var done = lines.Count == 0 ? 0 : await gestures.AcceptAllAsync(lines, Curator, cle, cancellationToken);
        var first = (await gestures.ReadLatestAsync(Curator, 1, cancellationToken)).FirstOrDefault(gesture => gesture.Key == cle);
        return RedirectToPage(Address(first?.Id, done, lines.Select(line => line.InitiativeId).Distinct().Count() - done));
    }

    public async Task<IActionResult> OnPostUndoAsync(long geste, CancellationToken cancellationToken)
    {
        await gestures.UndoAsync(geste, Curator, cancellationToken);
        return RedirectToPage(Address(null, 0, 0));
    }

    public object Address(long? done, int count, int leftAlone) => new
    {
        erreur = Rate,
        theme = ThemePath,
        partenaire = PartnerSlug,
        fait = done,
        combien = count > 0 ? count : (int?)null,
        laissees = leftAlone > 0 ? leftAlone : (int?)null,
    };

    private static BulkLine? Read(string line) =>
        line.Split('-') is [var initiative, var category, var seen]
        && long.TryParse(initiative, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
        && long.TryParse(category, NumberStyles.None, CultureInfo.InvariantCulture, out var c)
        && long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            ? new BulkLine(i, c, s)
            : null;
}
