using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Health;

/// <summary>Asks one question at start, so that the first visitor does not wait for what is read once: columns, vectors, place names, compiled code.</summary>
internal sealed partial class WarmUp(InitiativeSearch search, ILogger<WarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The portal listens meanwhile.
        await Task.Yield();
        try
        {
            await search.FindAsync(new SearchRequest { Question = "se déplacer sans voiture près de Guéret" }, stoppingToken);
            await search.SuggestAsync("mobilité", 1, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever it is, the visitor who meets it is told; a portal that only starts cold goes on.
            LogCold(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Search could not be warmed up; the first search will take longer")]
    private partial void LogCold(Exception failure);
}
