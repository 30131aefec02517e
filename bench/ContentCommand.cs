using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Bench;

/// <summary>Writes down the main text of every page of a folder, read as a visit without a recipe would.</summary>
internal static class ContentCommand
{
    // Of a saved page nobody says where it came from.
    private static readonly Uri Nowhere = new("https://page.example/");

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "html", "out");
        var files = Directory.EnumerateFiles(options.Required("html")).Where(file => NameOf(file) is not null).Order(StringComparer.Ordinal).ToList();
        var texts = new SortedDictionary<string, Page>(StringComparer.Ordinal);
        var watch = new Stopwatch();
        foreach (var file in files)
        {
            var bytes = await ReadAsync(file);
            watch.Start();
            var view = PageView.OfHtml(Nowhere, PageEncoding.Decode(bytes, null));
            var text = view.Auto.Values("body").FirstOrDefault() ?? "";
            watch.Stop();
            texts[NameOf(file)!] = new Page(text);
        }

        await using (var output = File.Create(options.Required("out")))
        {
            await JsonSerializer.SerializeAsync(output, texts, JsonSerializerOptions.Web);
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            pages = texts.Count,
            empty = texts.Values.Count(page => page.ArticleBody.Length == 0),
            seconds = Math.Round(watch.Elapsed.TotalSeconds, 2),
            pages_per_second = Math.Round(texts.Count / watch.Elapsed.TotalSeconds, 1),
        }));
    }

    private static string? NameOf(string file)
    {
        var name = Path.GetFileName(file);
        return name.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? name[..^5]
            : name.EndsWith(".html.gz", StringComparison.OrdinalIgnoreCase) ? name[..^8]
            : null;
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        if (!file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return await File.ReadAllBytesAsync(file);
        }

        await using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await packed.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private sealed record Page(string ArticleBody);
}
