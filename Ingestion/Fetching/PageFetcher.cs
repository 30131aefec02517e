using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Rendering;

namespace SocialConnect.Ingestion.Fetching;

/// <summary>
/// Asks partners for pages: as robots.txt allows, at the host's pace, within limits of size and time, to public addresses only.
/// Redirects are followed by hand, and every hop passes the same checks.
/// </summary>
public sealed class PageFetcher : IDisposable
{
    private const int MaxRedirects = 8;

    private readonly HttpMessageInvoker _http;
    private readonly RobotsFiles _robots;
    private readonly ConcurrentDictionary<string, HostGate> _gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly IngestionOptions _options;
    private readonly TimeProvider _clock;
    private readonly UploadStore? _uploads;
    private readonly PageRenderer? _renderer;

    /// <param name="uploads">Where files handed in through the portal are read from.</param>
    /// <param name="renderer">For recipes that ask for a browser.</param>
    public PageFetcher(IOptions<IngestionOptions> options, TimeProvider clock, UploadStore? uploads = null, PageRenderer? renderer = null)
        : this(options.Value, clock, new AddressGuard(options.Value.AllowLoopback)) => (_uploads, _renderer) = (uploads, renderer);

    internal PageFetcher(IngestionOptions options, TimeProvider clock, AddressGuard guard)
    {
        _options = options;
        _clock = clock;
        _robots = new RobotsFiles(clock, FetchRobotsAsync);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 64,
            ConnectCallback = (context, cancellationToken) => guard.ConnectAsync(context.DnsEndPoint, cancellationToken),
        });
    }

    /// <summary>Fetches one page. Trouble is an outcome, not an exception; only cancellation throws.</summary>
    public async Task<FetchedPage> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        if (address.Scheme == UploadStore.Scheme)
        {
            return _uploads is not null && await _uploads.ReadAsync(address, cancellationToken) is { } file
                ? new(FetchOutcome.Fetched, address) { Body = file }
                : new(FetchOutcome.Missing, address) { Message = "le fichier déposé n’est plus là\u202F: déposez-le de nouveau" };
        }

        if (request.Render is { } render)
        {
            return _renderer is null
                ? new(FetchOutcome.Refused, address) { Message = "la recette demande un navigateur, et ce serveur n’en a pas" }
                : await _renderer.RenderAsync(request with { Render = null }, render, FetchAsync, cancellationToken);
        }

        var met = new HashSet<Uri>();
        while (true)
        {
            var rules = await _robots.GetAsync(address, cancellationToken);
            if (!rules.IsAllowed(_options.RobotName, address.PathAndQuery))
            {
                return ReferenceEquals(rules, RobotsRules.DisallowAll)
                    ? new(FetchOutcome.Failed, address) { Message = "le fichier robots.txt du site est injoignable : rien n’est demandé tant qu’il l’est" }
                    : new(FetchOutcome.Forbidden, address) { Message = "le fichier robots.txt du site interdit cette page" };
            }

            var (page, next) = await AskInTurnAsync(request, address, rules, cancellationToken);
            if (next is null)
            {
                return page;
            }

            met.Add(address);
            if (met.Count > MaxRedirects || met.Contains(next))
            {
                return page with { Outcome = FetchOutcome.Refused, Message = "les redirections tournent en rond ou n’en finissent pas" };
            }

            if (request.MayFollow is { } mayFollow && !mayFollow(next))
            {
                return page with { Outcome = FetchOutcome.Refused, Message = $"la page renvoie vers {next.Host}, hors des sites de la recette" };
            }

            address = next;
        }
    }

    private async Task<(FetchedPage Page, Uri? Next)> AskInTurnAsync(PageRequest request, Uri address, RobotsRules rules, CancellationToken cancellationToken)
    {
        using var turn = await GateOf(address).PassAsync(PaceOf(address, request.Delay, rules), cancellationToken);
        return await AskAsync(request, address, cancellationToken);
    }

    /// <summary>The sitemaps that a site's robots.txt names.</summary>
    public async Task<IReadOnlyList<Uri>> SitemapsAsync(Uri site, CancellationToken cancellationToken) =>
        (await _robots.GetAsync(site, cancellationToken)).Sitemaps.Select(address => PageAddress.Resolve(site, address)).OfType<Uri>().ToList();

    public void Dispose()
    {
        _http.Dispose();
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }
    }

    private HostGate GateOf(Uri address) => _gates.GetOrAdd(address.Authority, static (_, clock) => new HostGate(clock), _clock);

    private TimeSpan PaceOf(Uri address, TimeSpan? wanted, RobotsRules rules)
    {
        var own = wanted ?? _options.Delay;
        if (own < _options.LeastDelay && !(_options.AllowLoopback && address.IsLoopback))
        {
            own = _options.LeastDelay;
        }

        return rules.CrawlDelay(_options.RobotName) is { } asked && asked > own ? asked : own;
    }

    // robots.txt itself is outside robots.txt and outside the pace; it keeps all other limits (RFC 9309 §2.3.1.2: five redirects at least).
    private async Task<FetchedPage> FetchRobotsAsync(Uri address, CancellationToken cancellationToken)
    {
        var request = new PageRequest(address) { MaxBytes = RobotsRules.MaxBytes + 1, Time = TimeSpan.FromSeconds(20) };
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            var (page, next) = await AskAsync(request, address, cancellationToken, cutAtLimit: true);
            if (next is null)
            {
                return page;
            }

            address = next;
        }

        return new(FetchOutcome.Missing, address) { Status = 404 };
    }

    private async Task<(FetchedPage Page, Uri? Next)> AskAsync(PageRequest request, Uri address, CancellationToken cancellationToken, bool cutAtLimit = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Time);
        using var message = Message(request, address);
        var since = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(message, limit.Token);
            var page = new FetchedPage(FetchOutcome.Refused, address)
            {
                Status = (int)response.StatusCode,
                MediaType = response.Content.Headers.ContentType?.MediaType,
                Charset = response.Content.Headers.ContentType?.CharSet,
                ETag = response.Headers.ETag?.ToString(),
                LastModified = response.Content.Headers.TryGetValues("Last-Modified", out var modified) ? modified.First() : null,
            };
            if (Next(response, address) is { } next)
            {
                return (page, next);
            }

            if (response.StatusCode == HttpStatusCode.OK)
            {
                var body = await ReadAsync(response.Content, request.MaxBytes, cutAtLimit, limit.Token);
                var took = Stopwatch.GetElapsedTime(since);
                GateOf(address).Answered(took);
                return (body is null
                    ? page with { Took = took, Message = string.Create(CultureInfo.InvariantCulture, $"la page dépasse la taille permise ({request.MaxBytes / 1000} ko)") }
                    : page with { Outcome = FetchOutcome.Fetched, Body = body, Took = took }, null);
            }

            page = page with { Took = Stopwatch.GetElapsedTime(since) };
            return (WithoutBody(page, response.Headers.RetryAfter), null);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && Explain(failure, request.Time) is var (outcome, explanation))
        {
            return (new(outcome, address) { Took = Stopwatch.GetElapsedTime(since), Message = explanation }, null);
        }
    }

    private HttpRequestMessage Message(PageRequest request, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept-Language", "fr,en;q=0.5");
        // A recipe's headers may hold an API's key: they are for the recipe's hosts alone.
        if (request.Headers is { } headers && address.Authority == request.Address.Authority)
        {
            foreach (var (name, value) in headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (request.ETag is { } tag)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (request.LastModified is { } modified)
        {
            message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        return message;
    }

    private FetchedPage WithoutBody(FetchedPage page, RetryConditionHeaderValue? retryAfter)
    {
        switch (page.Status)
        {
            case 304:
                GateOf(page.Address).Answered(page.Took);
                return page with { Outcome = FetchOutcome.NotModified };
            case 404 or 410:
                GateOf(page.Address).Answered(page.Took);
                return page with { Outcome = FetchOutcome.Missing, Message = $"la page n’existe pas ou plus ({page.Status})" };
            case 429 or 503:
                var pause = retryAfter?.Delta ?? (retryAfter?.Date is { } date && date > _clock.GetUtcNow() ? date - _clock.GetUtcNow() : null);
                GateOf(page.Address).Hold(pause);
                return page with { Outcome = FetchOutcome.Failed, RetryAfter = pause, Message = $"le site demande de patienter ({page.Status})" };
            case 408 or 425 or >= 500:
                return page with { Outcome = FetchOutcome.Failed, Message = $"le site a répondu par une erreur ({page.Status})" };
            case 401 or 403 or 451:
                return page with { Message = $"le site refuse l’accès à cette page ({page.Status})" };
            default:
                return page with { Message = $"le site a donné une réponse inattendue ({page.Status})" };
        }
    }

    private static Uri? Next(HttpResponseMessage response, Uri address) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
        && response.Headers.TryGetValues("Location", out var locations)
            ? PageAddress.Resolve(address, locations.First())
            : null;

    /// <returns>Null when the body is larger than allowed.</returns>
    private static async Task<byte[]?> ReadAsync(HttpContent content, long most, bool cutAtLimit, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(content.Headers.ContentLength ?? 16_384, 1_024, 1_048_576) + 1);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return buffer.AsSpan(0, length).ToArray();
                }

                length += read;
                if (length > most)
                {
                    return cutAtLimit ? buffer.AsSpan(0, (int)most).ToArray() : null;
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (FetchOutcome Outcome, string Message)? Explain(Exception failure, TimeSpan time) => failure switch
    {
        OperationCanceledException => (FetchOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"le site n’a pas répondu en {time.TotalSeconds:0} s")),
        ForbiddenAddressException or HttpRequestException { InnerException: ForbiddenAddressException } =>
            (FetchOutcome.Refused, "l’adresse mène à un réseau privé ou réservé : elle n’est pas demandée"),
        HttpRequestException { InnerException: AuthenticationException } => (FetchOutcome.Failed, "le certificat du site n’est pas valable"),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } } or SocketException { SocketErrorCode: SocketError.HostNotFound } =>
            (FetchOutcome.Failed, "le nom du site n’est pas connu"),
        HttpRequestException or IOException or SocketException => (FetchOutcome.Failed, $"la connexion au site a échoué ({failure.InnerException?.Message ?? failure.Message})"),
        InvalidDataException => (FetchOutcome.Failed, "la réponse du site est mal compressée"),
        _ => null,
    };
}
