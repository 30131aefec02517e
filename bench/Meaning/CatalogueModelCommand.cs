using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Embeddings.Latent;

namespace SocialConnect.Bench.Meaning;

/// <summary>Measures the catalogue's own embedding model: training, embedding, and whether training twice gives the same bits.</summary>
internal static class CatalogueModelCommand
{
    private const int Vocabulary = 60_000;
    private const int Subjects = 300;
    private const int WordsPerText = 90;

    public static Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "texts", "dimensions");
        var count = options.Number("texts", 100_000);
        var dimensions = options.Number("dimensions", 200);
        var texts = Generate(count);

        var clock = Stopwatch.StartNew();
        var model = LatentTrainer.Train([.. texts.AsParallel().AsOrdered().Select(LatentEmbedder.Terms)], dimensions)
            ?? throw new UsageException("The texts are too few to learn from.");
        var training = clock.Elapsed;
        var bytes = model.ToBytes();
        var again = LatentTrainer.Train([.. texts.AsParallel().AsOrdered().Select(LatentEmbedder.Terms)], dimensions)!;

        // One thread: the figure is for one processor.
        var sample = texts.Take(20_000).ToList();
        clock.Restart();
        foreach (var text in sample)
        {
            model.Embed(LatentEmbedder.Terms(text));
        }

        var embedding = clock.Elapsed;
        var questions = texts.Take(2_000).Select(text => string.Join(' ', text.Split(' ').Take(8))).Select(question =>
        {
            var since = Stopwatch.GetTimestamp();
            model.Embed(LatentEmbedder.Terms(question));
            return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }).Order().ToList();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            texts = count,
            dimensions = model.Dimensions,
            terms = model.Terms,
            train_seconds = Math.Round(training.TotalSeconds, 1),
            same_bits = bytes.AsSpan().SequenceEqual(again.ToBytes()),
            digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12],
            texts_per_second = Math.Round(sample.Count / embedding.TotalSeconds),
            query_p50_ms = Math.Round(questions[questions.Count / 2], 4),
            query_p99_ms = Math.Round(questions[questions.Count * 99 / 100], 4),
            model_mb = Math.Round(bytes.Length / 1e6, 1),
            peak_rss_mb = Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000,
        }));
        return Task.CompletedTask;
    }

    // Words by Zipf's law; three in ten belong to the text's subject, so that there is something to learn.
    private static List<string> Generate(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var subject = random.Next(Subjects);
            return string.Join(' ', Enumerable.Range(0, WordsPerText).Select(_ =>
            {
                var rank = (int)Math.Pow(Vocabulary, random.NextDouble()) - 1;
                return Word(random.NextDouble() < 0.3 ? (subject * 150) + (rank % 150) : rank);
            }));
        })];
    }

    private static string Word(int number)
    {
        ReadOnlySpan<string> syllables = ["ba", "co", "di", "fou", "gra", "li", "mo", "né", "pa", "ru", "sa", "ti", "vo", "zé", "cha", "bri"];
        return $"{syllables[number & 15]}{syllables[(number >> 4) & 15]}{syllables[(number >> 8) & 15]}{syllables[(number >> 12) & 15]}";
    }
}
