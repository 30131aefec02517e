using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SocialConnect.Ingestion.Tests;

/// <summary>A partner's site on loopback, whose pages a test writes and changes, and which remembers what it was asked for.</summary>
public sealed class PartnerSite : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _pages = new();

    private long _bytesSent;

    private PartnerSite(WebApplication server) => _server = server;

    public Uri Address { get; private set; } = null!;

    /// <summary>Paths with query, in the order asked for; robots.txt apart.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Called when a page is asked for, before it is answered; with how many were by then.</summary>
    public Action<int>? WhenAsked { get; set; }

    /// <summary>Of bodies, since the start.</summary>
    public long BytesSent => _bytesSent;

    public string this[string path]
    {
        set => Answer(path, context => SendAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(value)));
    }

    public static async Task<PartnerSite> StartAsync(string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Parse(address), 0));
        var app = builder.Build();
        var site = new PartnerSite(app);
        app.Run(site.AnswerAsync);
        await app.StartAsync();
        site.Address = new Uri(app.Urls.First());
        return site;
    }

    public void Answer(string path, Func<HttpContext, Task> answer) => _pages[path] = answer;

    public void Answer(string path, string type, byte[] body) => Answer(path, context => SendAsync(context, type, body));

    public void Remove(string path) => _pages.TryRemove(path, out _);

    public Uri At(string path) => new(Address, path);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path + context.Request.QueryString.Value;
        if (path != "/robots.txt")
        {
            Asked.Enqueue(path);
            WhenAsked?.Invoke(Asked.Count);
        }

        if (_pages.TryGetValue(path, out var answer) || _pages.TryGetValue(context.Request.Path, out answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task SendAsync(HttpContext context, string type, byte[] body)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = type;
        Interlocked.Add(ref _bytesSent, body.Length);
        await context.Response.Body.WriteAsync(body);
    }
}
