using System.Globalization;
using System.Security.Cryptography;
using SocialConnect.Catalog.Embeddings.Onnx;
using SocialConnect.Ingestion.Embeddings;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests;

public sealed class ModelInstallerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("models").FullName;
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 7))];
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_bytes));

    public void Dispose()
    {
        _http.Dispose();
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_model_is_downloaded_over_a_redirection_that_tells_its_digest()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            if (context.Request.Path == "/model")
            {
                context.Response.Headers["X-Linked-ETag"] = $"\"{Digest}\"";
                context.Response.Redirect("/store");
                return Task.CompletedTask;
            }

            return context.Response.Body.WriteAsync(_bytes).AsTask();
        });

        await Installer().InstallAsync(Card(server), CancellationToken.None);

        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(_folder, "tiny", "model.onnx")));
        Assert.Equal(Digest, ModelCard.Read(Path.Combine(_folder, "tiny")).Files.Single().Sha256);
        Assert.Contains("is installed in", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_where_it_stopped()
    {
        var ranges = new List<string>();
        await using var server = await LocalServer.StartAsync(async context =>
        {
            ranges.Add(context.Request.Headers.Range.ToString());
            if (ranges.Count == 1)
            {
                context.Response.ContentLength = _bytes.Length;
                await context.Response.Body.WriteAsync(_bytes.AsMemory(0, 100_000));
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
            }

            var from = int.Parse(ranges[^1]["bytes=".Length..^1], CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{_bytes.Length - 1}/{_bytes.Length}";
            await context.Response.Body.WriteAsync(_bytes.AsMemory(from));
        });
        var card = Card(server, Digest);

        var failure = await Assert.ThrowsAsync<ModelNotInstalledException>(() => Installer().InstallAsync(card, CancellationToken.None));
        Assert.Contains("run the command again to go on", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "tiny")));
        await Installer().InstallAsync(card, CancellationToken.None);

        Assert.Equal("", ranges[0]);
        Assert.NotEqual("bytes=0-", ranges[1]);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(_folder, "tiny", "model.onnx")));
    }

    [Fact]
    public async Task A_wrong_digest_throws_the_file_away_and_leaves_the_installed_model_as_it_was()
    {
        var served = _bytes;
        await using var server = await LocalServer.StartAsync(context => context.Response.Body.WriteAsync(served).AsTask());
        await Installer().InstallAsync(Card(server, Digest), CancellationToken.None);
        served = [.. _bytes.Reverse()];

        var failure = await Assert.ThrowsAsync<ModelNotInstalledException>(() => Installer().InstallAsync(Card(server, Digest), CancellationToken.None));

        Assert.Contains("is not what it should be", failure.Message, StringComparison.Ordinal);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(_folder, "tiny", "model.onnx")));
    }

    [Fact]
    public async Task Without_a_network_one_sentence_says_so()
    {
        var closed = await LocalServer.StartAsync(_ => Task.CompletedTask);
        var card = Card(closed);
        await closed.DisposeAsync();

        var failure = await Assert.ThrowsAsync<ModelNotInstalledException>(() => Installer().InstallAsync(card, CancellationToken.None));

        Assert.Contains("could not be downloaded", failure.Message, StringComparison.Ordinal);
    }

    private ModelInstaller Installer() => new(_http, _folder, _output);

    private static ModelCard Card(LocalServer server, string? digest = null) => new()
    {
        Name = "tiny",
        Licence = "ours",
        MemoryMegabytes = 1,
        Tokenizer = TokenizerFamily.XlmR,
        Pooling = Pooling.Mean,
        Dimensions = 3,
        MaxTokens = 8,
        Files = [new ModelFile("model.onnx", new Uri(server.Address, "/model"), Sha256: digest)],
    };
}
