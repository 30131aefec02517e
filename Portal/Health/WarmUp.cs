using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Health;

/// <summary>Asks one question at start, of the search and of the finder, so that the first visitor does not wait for what is read once: columns, vectors, place names, notions, compiled code.</summary>
internal sealed partial class WarmUp(InitiativeSearch search, FinderReader reader, ILogger<WarmUp> logger) : BackgroundService
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the question is answered, or could not be.</summary>
    public Task Done => _done.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The portal listens meanwhile.
        await Task.Yield();
        try
        {
            var question = new SearchRequest { Question = "se déplacer sans voiture près de Guéret" };
            await search.FindAsync(question, stoppingToken);
            await reader.ReadAsync(question.Question, stoppingToken);
            await search.FindAsync(question with { IsNeed = true }, stoppingToken);
            await search.SuggestAsync("mobilité", 1, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever it is, the visitor who meets it is told; a portal that only starts cold goes on.
            LogCold(failure);
        }
        finally
        {
            _done.TrySetResult();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Search could not be warmed up; the first search will take longer")]
    private partial void LogCold(Exception failure);
}
