using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Rendering;

/// <summary>
/// Pages as a browser shows them. The browser has no network of its own: whatever a page asks for is asked for by the worker, under the same rules as any
/// other page (addresses, robots.txt, pace, size), or not at all.
/// </summary>
public sealed partial class PageRenderer(IOptions<RenderingOptions> options, TimeProvider clock, ILogger<PageRenderer> logger) : IAsyncDisposable
{
    // Between a gesture and what it brings.
    private static readonly TimeSpan AfterGesture = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // What would only be looked at.
    private static readonly string[] NotNeeded = ["image", "media", "font", "ping", "manifest", "websocket", "eventsource"];

    // Names are not resolved and connections lead nowhere; both are to be passed by what we hand over alone.
    private static readonly string[] WithoutNetwork =
    [
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--dns-prefetch-disable", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-gpu", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-features=NetworkPrediction,OptimizationHints,MediaRouter",
    ];

    private readonly SemaphoreSlim _open = new(options.Value.AtOnce);
    private readonly SemaphoreSlim _starting = new(1);
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _rendered = new(StringComparer.OrdinalIgnoreCase);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The page after its scripts have run and the recipe's gestures were made. Trouble is an outcome, not an exception.</summary>
    /// <param name="fetch">Asks for what the page needs.</param>
    public async Task<FetchedPage> RenderAsync(PageRequest request, RenderRecipe render, Func<PageRequest, CancellationToken, Task<FetchedPage>> fetch, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Executable))
        {
            return new(FetchOutcome.Refused, request.Address) { Message = "la recette demande un navigateur, et ce serveur n’en a pas (réglage Ingestion:Rendering:Executable)" };
        }

        if (!HasBudget(request.Address.Authority))
        {
            return new(FetchOutcome.Failed, request.Address) { RetryAfter = TimeSpan.FromMinutes(10), Message = $"le site a déjà été affiché {options.Value.PagesPerHostAndHour} fois en une heure\u202F: la suite attend" };
        }

        // robots.txt and addresses are judged before a browser is opened for nothing.
        var page = await fetch(request, cancellationToken);
        if (page.Outcome != FetchOutcome.Fetched)
        {
            return page;
        }

        await _open.WaitAsync(cancellationToken);
        var since = Stopwatch.GetTimestamp();
        try
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            time.CancelAfter(render.Time);
            var html = await ShowAsync(request, page, render, fetch, time.Token).WaitAsync(time.Token);
            return page with { Body = Encoding.UTF8.GetBytes(html), Charset = "utf-8", MediaType = "text/html", ETag = null, LastModified = null, Took = Stopwatch.GetElapsedTime(since) };
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is PlaywrightException or System.TimeoutException or OperationCanceledException)
        {
            LogFailed(request.Address, failure.Message);
            var missing = render.WaitFor is { } waited && failure is System.TimeoutException ? $"«\u00A0{waited}\u00A0» n’est pas apparu en {render.Time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s" : "la page n’a pas pu être affichée par le navigateur";
            return new(FetchOutcome.Failed, request.Address) { Message = missing, Took = Stopwatch.GetElapsedTime(since) };
        }
        finally
        {
            _open.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _open.Dispose();
        _starting.Dispose();
    }

    private async Task<string> ShowAsync(PageRequest request, FetchedPage document, RenderRecipe render, Func<PageRequest, CancellationToken, Task<FetchedPage>> fetch, CancellationToken cancellationToken)
    {
        var browser = await BrowserAsync(cancellationToken);
        await using var context = await browser.NewContextAsync(new() { ServiceWorkers = ServiceWorkerPolicy.Block, AcceptDownloads = false, Locale = "fr-FR" });
        context.SetDefaultTimeout((float)render.Time.TotalMilliseconds);
        var asked = 0;
        await context.RouteAsync("**/*", async route =>
        {
            try
            {
                if (Interlocked.Increment(ref asked) > options.Value.RequestsPerPage || route.Request.Method != "GET" || NotNeeded.Contains(route.Request.ResourceType) || !Uri.TryCreate(route.Request.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                {
                    await route.AbortAsync();
                    return;
                }

                // The document itself has been fetched already; a page may only move on within the recipe's sites.
                if (route.Request.ResourceType == "document" && request.MayFollow?.Invoke(address) == false)
                {
                    await route.AbortAsync();
                    return;
                }

                var isDocument = address == request.Address || address == document.Address;
                var answer = isDocument ? document : await fetch(new PageRequest(address) { MaxBytes = request.MaxBytes, Time = request.Time, Delay = TimeSpan.Zero, MayFollow = request.MayFollow, Headers = address.Authority == request.Address.Authority ? request.Headers : null }, cancellationToken);
                if (answer.Outcome != FetchOutcome.Fetched)
                {
                    await route.AbortAsync();
                    return;
                }

                await route.FulfillAsync(new() { Status = 200, BodyBytes = answer.Body, ContentType = answer.MediaType is { } type ? answer.Charset is { } charset ? $"{type}; charset={charset}" : type : "application/octet-stream", Headers = CrossOrigin(address, request.Address) });
            }
            catch (Exception gone) when (gone is PlaywrightException or OperationCanceledException)
            {
                // The page was closed while it was being served.
            }
        });
        await context.RouteWebSocketAsync("**/*", socket => _ = socket.CloseAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(document.Address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        if (render.WaitFor is { } wanted)
        {
            await page.WaitForSelectorAsync(wanted, new() { State = WaitForSelectorState.Attached });
        }

        for (var click = 0; render.ClickMore is { } more && click < render.Times; click++)
        {
            var button = page.Locator(more).First;
            if (await button.CountAsync() == 0 || !await button.IsVisibleAsync() || !await GrowsAsync(page, () => button.ClickAsync()))
            {
                break;
            }
        }

        for (var scroll = 0; scroll < render.Scroll; scroll++)
        {
            if (!await GrowsAsync(page, () => page.EvaluateAsync("() => window.scrollTo(0, document.documentElement.scrollHeight)")))
            {
                break;
            }
        }

        return await page.ContentAsync();
    }

    /// <returns>False when the gesture brought nothing: then there is no more.</returns>
    private static async Task<bool> GrowsAsync(IPage page, Func<Task> gesture)
    {
        var before = await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length");
        await gesture();
        try
        {
            await page.WaitForFunctionAsync("before => document.querySelectorAll('*').length > before", before, new() { Timeout = (float)AfterGesture.TotalMilliseconds });
            return true;
        }
        catch (System.TimeoutException)
        {
            return false;
        }
    }

    // An answer from another host of the recipe was allowed to be fetched: the page may read it.
    private static Dictionary<string, string>? CrossOrigin(Uri address, Uri page) => address.Authority == page.Authority ? null : new() { ["Access-Control-Allow-Origin"] = "*" };

    private bool HasBudget(string host)
    {
        var times = _rendered.GetOrAdd(host, static _ => new());
        lock (times)
        {
            var now = clock.GetUtcNow();
            while (times.TryPeek(out var first) && first < now - Hour)
            {
                times.Dequeue();
            }

            if (times.Count >= options.Value.PagesPerHostAndHour)
            {
                return false;
            }

            times.Enqueue(now);
            return true;
        }
    }

    private async Task<IBrowser> BrowserAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_browser is { IsConnected: true } running)
            {
                return running;
            }

            _playwright ??= await Playwright.CreateAsync();
            return _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = options.Value.Executable, Headless = true, Args = WithoutNetwork });
        }
        finally
        {
            _starting.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Address} could not be rendered: {Reason}")]
    private partial void LogFailed(Uri address, string reason);
}
