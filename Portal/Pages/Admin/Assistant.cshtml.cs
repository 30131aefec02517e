using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Pages.Curation;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Admin;

/// <summary>How the finder is used, and what the public asks for that the catalogue lacks.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class AssistantModel(FinderFiguresReader reader, TaxonomyStore taxonomy) : PageModel
{
    public const int UsualDays = 30;

    public const int MostNeeds = 50;

    public static IReadOnlyList<int> Periods { get; } = [7, 30, 90];

    [BindProperty(SupportsGet = true, Name = "jours")]
    public string? Asked { get; set; }

    public int Days { get; private set; }

    /// <summary>The address asks for a period that is not offered.</summary>
    public bool IsUnknownPeriod => !string.IsNullOrEmpty(Asked) && PeriodOf(Asked) is null;

    public FinderFigures Figures { get; private set; } = null!;

    public Scheme? Scheme { get; private set; }

    /// <summary>The most questions of a day; 1 at least, to divide by.</summary>
    public int Busiest => Math.Max(1, Figures.Days.Max(day => day.Turns));

    public int Slowest => Math.Max(1, Figures.Days.Max(day => day.FirstCardP95 ?? 0));

    public IReadOnlyList<double?> Volume(Func<FinderDay, int> of) => [.. Figures.Days.Select(day => (double?)of(day) / Busiest)];

    public IReadOnlyList<double?> Times(Func<FinderDay, int?> of) => [.. Figures.Days.Select(day => (double?)of(day) / Slowest)];

    public static string Percent(int part, int whole) => MeasuresModel.Percent(part, whole);

    internal static int? PeriodOf(string? asked) => int.TryParse(asked, out var days) && Periods.Contains(days) ? days : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Days = PeriodOf(Asked) ?? UsualDays;
        Figures = await reader.ReadAsync(Days, cancellationToken);
        Scheme = await taxonomy.FindActiveAsync(cancellationToken);
    }
}
