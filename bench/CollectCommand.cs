using System.Text.Json;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Bench;

/// <summary>Visits a folder served as a site, and compares what was collected with what should have been.</summary>
internal static class CollectCommand
{
    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "site", "recipe", "expected", "show", "twice");
        var folder = options.Required("site");
        await using var site = await FolderSite.StartAsync(folder);
        var recipe = Recipe(options.Required("recipe"), site.Address);
        await using var catalogue = await ScratchCatalogue.CreateAsync(BenchVisit.Settings);
        var visit = new BenchVisit(catalogue);
        var partner = await visit.AddPartnerAsync("site", recipe);
        var end = await visit.RunAsync(partner);
        Console.Error.WriteLine($"visit: {end.State} {end.Message}");

        var check = await CollectionCheck.OfAsync(catalogue.Database, site, folder, options.Required("expected"), options.Has("show"));
        var second = options.Has("twice") ? await VisitAgainAsync(catalogue, visit, partner, site) : null;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            expected = check.Expected,
            found = check.Expected - check.Missing,
            missing = check.Missing,
            unexpected = check.Unexpected,
            fields = check.Fields,
            disallowed_fetched = check.Disallowed,
            second_visit = second,
        }));
    }

    // Of the site as it is: what a second visit fetches and writes, the catalogue being up to date before and after.
    private static async Task<object> VisitAgainAsync(ScratchCatalogue catalogue, BenchVisit visit, long partner, FolderSite site)
    {
        await BringUpToDateAsync(catalogue);
        if (await catalogue.Get<CatalogueTraining>().TrainAsync(CancellationToken.None) is not null)
        {
            await catalogue.BringUpToDateAsync("embed-next");
            await catalogue.Get<EmbeddingModelStore>().FlipAsync(CancellationToken.None);
        }

        await BringUpToDateAsync(catalogue);
        var (before, bodies) = (await RowsAsync(catalogue), site.BodiesSent);
        var end = await visit.RunAsync(partner);
        await BringUpToDateAsync(catalogue);
        var after = await RowsAsync(catalogue);
        return new
        {
            state = end.State,
            bodies_fetched = site.BodiesSent - bodies,
            rows = after.Values.Sum(rows => rows.Count),
            rows_written = after.Sum(table => table.Value.Except(before[table.Key]).Count()),
            embeddings = after["initiative_embedding"].Count,
            embeddings_made = after["initiative_embedding"].Except(before["initiative_embedding"]).Count(),
        };
    }

    private static Task BringUpToDateAsync(ScratchCatalogue catalogue) => catalogue.BringUpToDateAsync([.. catalogue.Get<IEnumerable<IUpToDateStep>>().Select(step => step.Name)]);

    // Each row by the transaction that wrote it and where it lies: what is written again is another one.
    private static async Task<Dictionary<string, HashSet<string>>> RowsAsync(ScratchCatalogue catalogue)
    {
        var rows = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var table in new[] { "initiative", "initiative_tag", "partner_tag", "initiative_category", "search_document", "search_text", "search_posting", "initiative_embedding" })
        {
            await using var command = catalogue.Database.CreateCommand($"select concat_ws(' ', xmin, ctid) from {table}");
            await using var reader = await command.ExecuteReaderAsync();
            var found = rows[table] = new HashSet<string>(StringComparer.Ordinal);
            while (await reader.ReadAsync())
            {
                found.Add(reader.GetString(0));
            }
        }

        return rows;
    }

    /// <summary>A recipe of ours, in which ${SITE} stands for the served address, or a spider of OpenScraper.</summary>
    private static Recipe Recipe(string file, Uri site)
    {
        var json = File.ReadAllText(file);
        if (!OpenScraperImport.Recognises(json))
        {
            return RecipeDocument.Parse(json.Replace("${SITE}", site.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
        }

        var imported = new OpenScraperImport().Read(json, site)[0];
        foreach (var warning in imported.Warnings)
        {
            Console.Error.WriteLine($"import: {warning}");
        }

        // The replica answers at once; the real site's pause would only make the measurement long.
        return imported.Recipe with { Limits = imported.Recipe.Limits with { Delay = TimeSpan.Zero } };
    }
}
