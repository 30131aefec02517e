using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using SocialConnect.Catalog.Embeddings.Onnx;

namespace SocialConnect.Ingestion.Embeddings;

/// <summary>Downloads a known model's files into its folder: resumable, checked, and nothing is changed until every file is whole.</summary>
/// <param name="http">Must not follow redirections itself.</param>
public sealed class ModelInstaller(HttpClient http, string modelsFolder, TextWriter output)
{
    private const int Buffer = 1 << 20;
    private const int MostRedirections = 5;

    /// <summary>Installs the model; files that are there and whole are kept.</summary>
    /// <exception cref="ModelNotInstalledException">The network, the address or a digest; the message says which and what to do.</exception>
    public async Task InstallAsync(ModelCard card, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(modelsFolder, card.Name);
        var arriving = folder + ".arriving";
        Directory.CreateDirectory(arriving);
        var pinned = new List<ModelFile>();
        foreach (var file in card.Files)
        {
            pinned.Add(await FetchAsync(file, Path.Combine(arriving, file.Name), cancellationToken));
        }

        // The digests that were met are kept with the files, so that a later check needs no network.
        await File.WriteAllTextAsync(Path.Combine(arriving, ModelCard.FileName), (card with { Files = pinned }).ToJson(), cancellationToken);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.Move(arriving, folder);
        await output.WriteLineAsync($"{card.Name} is installed in {folder} (licence {card.Licence}, about {card.MemoryMegabytes} MB of memory when used).");
    }

    private async Task<ModelFile> FetchAsync(ModelFile file, string path, CancellationToken cancellationToken)
    {
        var partial = path + ".part";
        try
        {
            var announced = await DownloadAsync(file, partial, cancellationToken);
            var met = await DigestAsync(partial, cancellationToken);
            var expected = file.Sha256 ?? announced.Sha256;
            if ((expected is not null && !expected.Equals(met, StringComparison.OrdinalIgnoreCase)) || (announced.Size ?? file.Size) is { } size && new FileInfo(partial).Length != size)
            {
                File.Delete(partial);
                throw new ModelNotInstalledException($"{file.Name} from {file.Url} is not what it should be (SHA-256 {met}, {expected ?? "no digest"} expected). It was thrown away and nothing was changed: try again, or check the card.");
            }

            if (expected is null)
            {
                await output.WriteLineAsync($"{file.Name}: neither the card nor the server gives a digest; {met} is kept from now on.");
            }

            File.Move(partial, path, overwrite: true);
            return file with { Sha256 = met, Size = new FileInfo(path).Length };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelNotInstalledException($"{file.Name} could not be downloaded from {file.Url} ({failure.Message}). What has arrived is kept: run the command again to go on. Nothing was changed.", failure);
        }
    }

    private async Task<(long? Size, string? Sha256)> DownloadAsync(ModelFile file, string partial, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write);
        target.Seek(0, SeekOrigin.End);
        var (response, digest) = await AskAsync(file.Url, target.Position, cancellationToken);
        using var answered = response;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return (response.Content.Headers.ContentRange?.Length, digest);
        }

        response.EnsureSuccessStatusCode();
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            target.SetLength(0);
        }

        var whole = target.Position + response.Content.Headers.ContentLength;
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Buffer];
        var told = -1L;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            var percent = whole is > 0 ? target.Position * 100 / whole.Value : 0;
            if (percent / 5 != told / 5)
            {
                told = percent;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file.Name}: {percent} % of {whole / 1_000_000.0:f1} MB"));
            }
        }

        return (whole, digest);
    }

    // Redirections are followed by hand: the hub tells the digest of a large file on the redirection to it, in a header of its own.
    private async Task<(HttpResponseMessage Response, string? Digest)> AskAsync(Uri url, long from, CancellationToken cancellationToken)
    {
        string? digest = null;
        for (var hop = 0; hop < MostRedirections; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            digest ??= response.Headers.TryGetValues("X-Linked-ETag", out var values) ? values.First().Trim('"') : null;
            if (response.Headers.Location is not { } next || (int)response.StatusCode is < 300 or > 399)
            {
                return (response, digest);
            }

            response.Dispose();
            url = new Uri(url, next);
        }

        throw new HttpRequestException($"more than {MostRedirections} redirections");
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
