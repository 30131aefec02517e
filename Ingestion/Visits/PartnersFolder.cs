using System.Text.Json;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Partners;

namespace SocialConnect.Ingestion.Visits;

/// <summary>
/// Partners that come as files, one a partner: {"name", "home", "description", "schedule", "recipe"}, the file's name being the partner's slug. Read when the worker starts;
/// what has changed is saved and visited.
/// </summary>
public sealed partial class PartnersFolder(PartnerStore partners, VisitStore visits, IOptions<IngestionOptions> options, ILogger<PartnersFolder> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.PartnersFolder is not { Length: > 0 } folder)
        {
            return;
        }

        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The setting 'Ingestion:PartnersFolder' names '{folder}', which is not there: correct it, or leave it empty.");
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            await LoadAsync(file, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A broken file is told of and passed over: the other partners have nothing to do with it.
    private async Task LoadAsync(string file, CancellationToken cancellationToken)
    {
        var slug = Path.GetFileNameWithoutExtension(file);
        try
        {
            var partner = PartnerFile.Read(await File.ReadAllTextAsync(file, cancellationToken));
            var saved = await partners.SaveAsync(slug, partner.Name, partner.Home, partner.Description, cancellationToken);
            var version = await partners.SaveRecipeAsync(saved.Id, RecipeDocument.Write(partner.Recipe), "lue dans un fichier", null, cancellationToken);
            await partners.ScheduleAsync(saved.Id, partner.Schedule, cancellationToken);
            if (version != saved.RecipeVersion)
            {
                await visits.AskAsync(saved.Id, VisitKind.Visit, null, cancellationToken);
                LogLoaded(partner.Name);
            }
        }
        catch (Exception broken) when (broken is InvalidRecipeException or JsonException)
        {
            LogBroken(file, broken.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Partner {Name} was read from its file and will be visited")]
    private partial void LogLoaded(string name);

    [LoggerMessage(LogLevel.Error, "The partner's file {File} is passed over until it is mended: {Problem}")]
    private partial void LogBroken(string file, string problem);
}
