using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SocialConnect.Bench;

/// <summary>Serves a folder on a free loopback port, as a plain file server would, and keeps what was asked for.</summary>
internal sealed class FolderSite : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _bodiesSent;

    private FolderSite(WebApplication server) => _server = server;

    public Uri Address { get; private set; } = null!;

    /// <summary>Paths with how often they were asked for.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = new();

    /// <summary>Answers with a body.</summary>
    public int BodiesSent => _bodiesSent;

    public static async Task<FolderSite> StartAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        var site = new FolderSite(app);
        var root = Path.GetFullPath(folder);
        app.Run(context => site.AnswerAsync(context, root));
        await app.StartAsync();
        site.Address = new Uri(app.Urls.First());
        return site;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string root)
    {
        var path = context.Request.Path.Value!;
        Asked.AddOrUpdate(path, 1, (_, count) => count + 1);
        var file = Path.GetFullPath(Path.Combine(root, path.TrimStart('/')));
        if (!file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var bytes = await File.ReadAllBytesAsync(file);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = Path.GetExtension(file) switch
        {
            ".html" => "text/html",
            ".json" => "application/json",
            ".xml" => "application/xml",
            ".txt" => "text/plain",
            _ => "application/octet-stream",
        };
        Interlocked.Increment(ref _bodiesSent);
        await context.Response.Body.WriteAsync(bytes);
    }
}
