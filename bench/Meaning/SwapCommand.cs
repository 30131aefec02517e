using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search;
using SocialConnect.Ingestion.Embeddings;

namespace SocialConnect.Bench.Meaning;

/// <summary>
/// Swaps embedding models while a portal is searched at a steady rate. Every answer must be the whole answer of one model: the one in use before or the
/// one in use after, asked alone.
/// </summary>
internal static class SwapCommand
{
    private const int Questions = 60;

    // The two models differ in length, so that a vector compared with the other model's could not even be read.
    private const int DimensionsBefore = 200;
    private const int DimensionsAfter = 120;

    private static readonly TimeSpan QuietBefore = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "initiatives", "rate", "seconds");
        var initiatives = options.Number("initiatives", 5_000);
        await using var portal = await ScratchCatalogue.CreateAsync(Dimensions(DimensionsBefore));
        await new MadeUpCatalogue(initiatives).FillAsync(portal.Database);
        await portal.BringUpToDateAsync("index", "embed", "embed-next");
        await using var worker = await ScratchCatalogue.KeepAsync(portal.Name, Dimensions(DimensionsAfter));

        var search = portal.Get<InitiativeSearch>();
        var before = await AskAllAsync(search);
        var flip = new TaskCompletionSource<TimeSpan>();
        var clock = Stopwatch.StartNew();
        var swap = Task.Run(async () =>
        {
            await Task.Delay(QuietBefore);
            await SwapAsync(worker);
            flip.SetResult(clock.Elapsed);
        });
        var answers = await LoadAsync(search, options.Number("rate", 20), TimeSpan.FromSeconds(options.Number("seconds", 60)), clock);
        await swap;
        var after = await AskAllAsync(search);

        var kinds = answers.Where(answer => answer.Failure is null)
            .Select(answer => answer.Signature == before[answer.Question] ? "before" : answer.Signature == after[answer.Question] ? "after" : "mixed").ToList();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            searches = answers.Count,
            errors = answers.Count(answer => answer.Failure is not null),
            of_the_model_before = kinds.Count(kind => kind == "before"),
            of_the_model_after = kinds.Count(kind => kind == "after"),
            of_neither = kinds.Count(kind => kind == "mixed"),
            questions_the_models_answer_differently = before.Zip(after).Count(pair => pair.First != pair.Second),
            swap_seconds = Math.Round((await flip.Task - QuietBefore).TotalSeconds, 1),
            vectors = await CountVectorsAsync(portal.Database),
            p50_ms_before = Median(answers.Where(answer => answer.At < QuietBefore)),
            p50_ms_during = Median(answers.Where(answer => answer.At >= QuietBefore && answer.At < flip.Task.Result)),
            p50_ms_after = Median(answers.Where(answer => answer.At >= flip.Task.Result)),
            p99_ms = Math.Round(answers.Select(answer => answer.Milliseconds).Order().ElementAt((int)(0.99 * (answers.Count - 1))), 1),
            initiatives,
        }));
    }

    private static (string, string)[] Dimensions(int dimensions) => [("Embeddings:CatalogueDimensions", dimensions.ToString(CultureInfo.InvariantCulture))];

    // What an operator types, and what the workers then do.
    private static async Task SwapAsync(ScratchCatalogue worker)
    {
        var command = ActivatorUtilities.CreateInstance<EmbeddingsCommand>(worker.Get<IServiceProvider>(), Console.Error);
        if (await command.RunAsync(["use", LatentEmbedder.Provider], CancellationToken.None) != 0)
        {
            throw new UsageException("The model that should take over could not be prepared.");
        }

        await worker.BringUpToDateAsync("embed", "embed-next");
        if ((await worker.Get<EmbeddingModelStore>().FindActiveAsync(CancellationToken.None))?.Dimensions != DimensionsAfter)
        {
            throw new UsageException("The workers have nothing left to do and the new model is not in use: the swap did not happen.");
        }
    }

    private static async Task<string[]> AskAllAsync(InitiativeSearch search)
    {
        // A flip is seen within a second.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        var answers = new string[Questions];
        for (var question = 0; question < Questions; question++)
        {
            answers[question] = Signature(await search.FindAsync(Request(question), CancellationToken.None));
        }

        return answers;
    }

    private static SearchRequest Request(int question) => MadeUpCatalogue.Request(question) with { Page = 1, PageSize = 50 };

    private static string Signature(SearchResults results) => string.Create(
        CultureInfo.InvariantCulture, $"{results.Total}: {string.Join(' ', results.Hits.Select(hit => string.Create(CultureInfo.InvariantCulture, $"{hit.Id}={hit.Score:r}")))}");

    private static async Task<IReadOnlyList<Answer>> LoadAsync(InitiativeSearch search, int rate, TimeSpan length, Stopwatch clock)
    {
        var answers = new ConcurrentBag<Answer>();
        var running = new List<Task>();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        for (var number = 0; clock.Elapsed < length; number++)
        {
            var question = number % Questions;
            running.Add(Task.Run(async () =>
            {
                var at = clock.Elapsed;
                try
                {
                    var results = await search.FindAsync(Request(question), CancellationToken.None);
                    answers.Add(new Answer(question, at, (clock.Elapsed - at).TotalMilliseconds, Signature(results), null));
                }
                catch (NpgsqlException failure)
                {
                    Console.Error.WriteLine(failure.Message);
                    answers.Add(new Answer(question, at, (clock.Elapsed - at).TotalMilliseconds, null, failure.Message));
                }
            }));
            await beat.WaitForNextTickAsync();
        }

        await Task.WhenAll(running);
        return [.. answers];
    }

    private static async Task<long> CountVectorsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select count(*) from initiative_embedding e join embedding_model m on m.id = e.model_id where m.is_active");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static double? Median(IEnumerable<Answer> answers)
    {
        var ordered = answers.Select(answer => answer.Milliseconds).Order().ToList();
        return ordered.Count == 0 ? null : Math.Round(ordered[ordered.Count / 2], 1);
    }

    private sealed record Answer(int Question, TimeSpan At, double Milliseconds, string? Signature, string? Failure);
}
