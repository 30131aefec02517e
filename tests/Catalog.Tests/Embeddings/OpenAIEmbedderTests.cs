using System.ClientModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Embeddings.OpenAI;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Embeddings;

public sealed class OpenAIEmbedderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Texts_go_out_in_batches_with_the_key_and_come_back_in_order()
    {
        var batches = new List<int>();
        await using var server = await LocalServer.StartAsync(async context =>
        {
            Assert.Equal("Bearer secret", context.Request.Headers.Authorization);
            var texts = await TextsAsync(context);
            batches.Add(texts.Count);
            await AnswerAsync(context, texts.Select(text => new float[] { text.Length, 1 }));
        });
        using var embedder = new OpenAIEmbedder(Settings(server, batchSize: 2));

        var vectors = await embedder.GenerateAsync(["a", "bb", "ccc", "dddd", "eeeee"]);

        Assert.Equal([1f, 2, 3, 4, 5], vectors.Select(vector => vector.Vector.Span[0]));
        Assert.Equal([2, 2, 1], batches);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        var asked = 0;
        await using var server = await LocalServer.StartAsync(async context =>
        {
            var texts = await TextsAsync(context);
            if (asked++ < 2)
            {
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "0";
                return;
            }

            await AnswerAsync(context, texts.Select(_ => new float[] { 1, 0 }));
        });
        using var embedder = new OpenAIEmbedder(Settings(server));

        Assert.Single(await embedder.GenerateAsync(["a"]));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Half_a_batch_is_refused_whole()
    {
        await using var server = await LocalServer.StartAsync(async context => await AnswerAsync(context, (await TextsAsync(context)).Skip(1).Select(_ => new float[] { 1, 0 })));
        using var embedder = new OpenAIEmbedder(Settings(server));

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => embedder.GenerateAsync(["a", "b"]));

        Assert.Contains("1 vectors to 2 texts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_key_is_said_and_a_missing_setting_names_its_key()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        using var embedder = new OpenAIEmbedder(Settings(server));

        Assert.Equal(401, (await Assert.ThrowsAsync<ClientResultException>(() => embedder.GenerateAsync(["a"]))).Status);
        Assert.Contains("Embeddings__OpenAI__Endpoint", Assert.Throws<MissingSettingException>(() => new OpenAIEmbedder(new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_falls_back_to_words_when_the_endpoint_stalls_fails_or_answers_another_length_and_recovers()
    {
        var mood = "stalls";
        var release = new TaskCompletionSource();
        await using var server = await LocalServer.StartAsync(async context =>
        {
            switch (mood)
            {
                case "stalls": await release.Task.WaitAsync(context.RequestAborted); break;
                case "fails": context.Response.StatusCode = 400; break;
                case "wrong length": await AnswerAsync(context, [[1, 0, 0]]); break;
                default: await AnswerAsync(context, [[0, 1]]); break;
            }
        });
        var models = new EmbeddingModelStore(database.Source);
        await models.PrepareAsync("served", OpenAIEmbedder.Provider, 2, null, null, "{}", CancellationToken.None);
        Assert.True(await models.FlipAsync(CancellationToken.None));
        var settings = Options.Create(new EmbeddingOptions { OpenAI = Settings(server), QuestionPatience = TimeSpan.FromMilliseconds(300) });
        var clock = new HandClock();
        var active = new ActiveEmbedding(models, new Embedders(models, settings), settings, clock, NullLogger<ActiveEmbedding>.Instance);

        Assert.Null(await active.EmbedAsync("jardin", CancellationToken.None));
        Assert.NotNull(active.LastFailure);
        release.SetResult();

        mood = "fails";
        clock.Now += TimeSpan.FromSeconds(31);
        Assert.Null(await active.EmbedAsync("jardin", CancellationToken.None));

        mood = "wrong length";
        clock.Now += TimeSpan.FromSeconds(31);
        Assert.Null(await active.EmbedAsync("jardin", CancellationToken.None));

        mood = "well";
        clock.Now += TimeSpan.FromSeconds(31);
        var recovered = await active.EmbedAsync("jardin", CancellationToken.None);
        Assert.Equal([0f, 1], recovered!.Value.Vector.ToArray());
        Assert.Null(active.LastFailure);
    }

    private static OpenAIEmbeddingOptions Settings(LocalServer server, int batchSize = 32) =>
        new() { Endpoint = new Uri(server.Address, "v1"), Model = "served", Key = "secret", BatchSize = batchSize };

    private static async Task<List<string>> TextsAsync(HttpContext context)
    {
        Assert.Equal("/v1/embeddings", context.Request.Path);
        var request = await JsonDocument.ParseAsync(context.Request.Body);
        return [.. request.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];
    }

    // The protocol's client asks for base64: little-endian floats.
    private static Task AnswerAsync(HttpContext context, IEnumerable<float[]> vectors) => context.Response.WriteAsJsonAsync(new
    {
        @object = "list",
        model = "served",
        data = vectors.Select((vector, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String([.. vector.SelectMany(BitConverter.GetBytes)]) }).ToList(),
        usage = new { prompt_tokens = 1, total_tokens = 1 },
    });

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
