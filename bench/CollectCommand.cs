using System.Text.Json;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Bench;

/// <summary>Visits a folder served as a site, and compares what was collected with what should have been.</summary>
internal static class CollectCommand
{
    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "site", "recipe", "expected", "show");
        var folder = options.Required("site");
        await using var site = await FolderSite.StartAsync(folder);
        var recipe = Recipe(options.Required("recipe"), site.Address);
        await using var catalogue = await ScratchCatalogue.CreateAsync(BenchVisit.Settings);
        var visit = new BenchVisit(catalogue);
        var partner = await visit.AddPartnerAsync("site", recipe);
        var end = await visit.RunAsync(partner);
        Console.Error.WriteLine($"visit: {end.State} {end.Message}");

        var check = await CollectionCheck.OfAsync(catalogue.Database, site, folder, options.Required("expected"), options.Has("show"));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            expected = check.Expected,
            found = check.Expected - check.Missing,
            missing = check.Missing,
            unexpected = check.Unexpected,
            fields = check.Fields,
            disallowed_fetched = check.Disallowed,
        }));
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
