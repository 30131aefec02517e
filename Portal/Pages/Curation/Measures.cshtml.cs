using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation.Measures;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>Whether suggestions keep their promises, and how the desk's work goes.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class MeasuresModel(MeasureReader reader, TaxonomyStore taxonomy) : PageModel
{
    public DeskMeasures Measures { get; private set; } = null!;

    public Scheme Scheme { get; private set; } = null!;

    /// <summary>Each judged category with its months, those judged most first.</summary>
    public IReadOnlyList<(Category Category, IReadOnlyList<CategoryMeasure> Months)> Categories { get; private set; } = [];

    /// <summary>"81 %", "pas encore" when there is nothing to measure on.</summary>
    public static string Percent(double? share) => share is { } known ? $"{Math.Round(known * 100):0}\u202f%" : "pas encore";

    public static string Percent(int part, int whole) => whole == 0 ? "pas encore" : Percent((double)part / whole);

    /// <summary>"0,62".</summary>
    public static string Figure(double? value) => value is { } known ? known.ToString("0.00", System.Globalization.CultureInfo.GetCultureInfo("fr-FR")) : "pas encore";

    /// <summary>How far agreement goes, in words (Landis and Koch's steps).</summary>
    public static string AgreementInWords(double? value) => value switch
    {
        null => "rien n’a encore été lu deux fois",
        < 0.2 => "à peine mieux que le hasard",
        < 0.4 => "accord faible",
        < 0.6 => "accord moyen",
        < 0.8 => "accord fort",
        _ => "accord presque entier",
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        Measures = await reader.ReadAsync(cancellationToken);
        Categories = [.. Measures.Categories
            .GroupBy(measure => measure.CategoryId)
            .Select(months => (Scheme.Find(months.Key)!, (IReadOnlyList<CategoryMeasure>)[.. months]))
            .OrderByDescending(one => one.Item2.Sum(month => month.Proposed + month.Right))];
    }
}
