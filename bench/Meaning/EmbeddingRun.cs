using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Ingestion.Embeddings;

namespace SocialConnect.Bench.Meaning;

/// <summary>What it took to give a catalogue its vectors, as the worker does it: training included, and storing.</summary>
internal sealed record EmbeddingRun(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("dimensions")] int Dimensions,
    [property: JsonPropertyName("texts")] long Texts,
    [property: JsonPropertyName("texts_per_second")] double TextsPerSecond,
    [property: JsonPropertyName("question_p50_ms")] double QuestionMilliseconds,
    [property: JsonPropertyName("peak_rss_mb")] long PeakMegabytes)
{
    private const int TimedQuestions = 50;

    /// <param name="model">As in <c>embeddings use</c>; null for the catalogue's own.</param>
    /// <exception cref="UsageException">The model cannot be used; what was said why is on the error output.</exception>
    public static async Task<EmbeddingRun> DoAsync(ScratchCatalogue catalogue, string? model)
    {
        var clock = Stopwatch.StartNew();
        if (model is { Length: > 0 })
        {
            var command = ActivatorUtilities.CreateInstance<EmbeddingsCommand>(catalogue.Get<IServiceProvider>(), Console.Error);
            if (await command.RunAsync(["use", model], CancellationToken.None) != 0)
            {
                throw new UsageException($"The embedding model '{model}' cannot be used.");
            }
        }

        await catalogue.BringUpToDateAsync("embed", "embed-next");
        var seconds = clock.Elapsed.TotalSeconds;
        var active = await catalogue.Get<EmbeddingModelStore>().FindActiveAsync(CancellationToken.None)
            ?? throw new UsageException("No embedding model is in use: the corpus is too small to learn from.");
        await using var count = catalogue.Database.CreateCommand("select count(*) from initiative_embedding where model_id = @model");
        count.Parameters.AddWithValue("model", active.Id);
        var texts = (long)(await count.ExecuteScalarAsync())!;
        return new EmbeddingRun(
            active.Name, active.Dimensions, texts, Math.Round(texts / seconds), Math.Round(await TimeQuestionsAsync(catalogue), 3), Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000);
    }

    private static async Task<double> TimeQuestionsAsync(ScratchCatalogue catalogue)
    {
        var embedding = catalogue.Get<ActiveEmbedding>();
        var milliseconds = new List<double>();
        for (var question = 0; question < TimedQuestions; question++)
        {
            var since = Stopwatch.GetTimestamp();
            await embedding.EmbedAsync($"Comment aider ma grand-mère à rester dans son village, question {question}", CancellationToken.None);
            milliseconds.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return milliseconds.Order().ElementAt(TimedQuestions / 2);
    }
}
