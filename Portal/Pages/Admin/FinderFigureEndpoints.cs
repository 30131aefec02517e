using System.Globalization;
using CsvHelper;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Portal.Feeds;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Admin;

/// <summary>The finder's figures as tables to take along.</summary>
internal static class FinderFigureEndpoints
{
    public static void MapFinderFigures(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin/assistant").RequireAuthorization(Policies.Admins);
        admin.MapGet("/besoins.csv", WriteNeedsAsync);
        admin.MapGet("/jours.csv", WriteDaysAsync);
    }

    private static async Task WriteNeedsAsync(HttpContext context, string? jours, FinderFiguresReader reader, TaxonomyStore taxonomy, CancellationToken cancellationToken)
    {
        var figures = await reader.ReadAsync(AssistantModel.PeriodOf(jours) ?? AssistantModel.UsualDays, cancellationToken);
        var scheme = await taxonomy.FindActiveAsync(cancellationToken);
        await WriteAsync(
            context,
            "besoins-sans-reponse.csv",
            ["theme", "libelle", "code_territoire", "territoire", "rien_trouve", "trouve_ailleurs", "dernier_jour"],
            figures.Needs.Select(need => (string[])[need.Theme ?? "", FinderWords.Theme(scheme, need), need.TerritoryCode ?? "", need.Territory ?? FinderWords.NoPlace, Number(need.Nothing), Number(need.Elsewhere), Day(need.LastOn)]),
            cancellationToken);
    }

    private static async Task WriteDaysAsync(HttpContext context, string? jours, FinderFiguresReader reader, CancellationToken cancellationToken)
    {
        var figures = await reader.ReadAsync(AssistantModel.PeriodOf(jours) ?? AssistantModel.UsualDays, cancellationToken);
        await WriteAsync(
            context,
            "assistant-par-jour.csv",
            ["jour", "questions", "rien_trouve", "elargies", "premiere_fiche_mediane_ms", "premiere_fiche_95e_centile_ms", "euros"],
            figures.Days.Select(day => (string[])[Day(day.Day), Number(day.Turns), Number(day.Nothing), Number(day.Loosened), Number(day.FirstCardP50), Number(day.FirstCardP95), day.Euros.ToString("0.####", CultureInfo.GetCultureInfo("fr-FR"))]),
            cancellationToken);
    }

    private static async Task WriteAsync(HttpContext context, string file, string[] columns, IEnumerable<string[]> rows, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        await using var csv = CsvWriter.Create(context.Response.Body, FrenchCsv.Format, leaveOpen: true);
        await csv.WriteRecordAsync(columns, cancellationToken);
        foreach (var row in rows)
        {
            await csv.WriteRecordAsync(row, cancellationToken);
        }
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
