using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Territories;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Geocoding;

/// <summary>Asks an address service in the manner of the Base Adresse Nationale, one question at a time.</summary>
/// <remarks>The endpoint comes from the operator's settings, never from a recipe: unlike a partner's, its network address is not restricted.</remarks>
public sealed partial class AddressGeocoder : IDisposable
{
    private const int LargestAnswer = 1 << 20;
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMinutes(1);

    private readonly GeocodingOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly HostGate _gate;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public AddressGeocoder(IOptions<GeocodingOptions> options, IOptions<IngestionOptions> ingestion, TimeProvider clock)
    {
        _options = options.Value;
        _clock = clock;
        _gate = new HostGate(clock);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All })
        {
            Timeout = _options.Timeout,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(ingestion.Value.UserAgent);
    }

    /// <summary>False while no service is set, or while the one that is set asked for patience.</summary>
    public bool IsReady => _options.Endpoint is not null && _clock.GetUtcNow() >= _notBefore;

    /// <returns>Null when the service knows no such street, or is not sure enough.</returns>
    /// <exception cref="GeocodingPausedException">The service is away, busy, or answers something else than addresses.</exception>
    public async Task<GeocodedAddress?> FindAsync(string query, CancellationToken cancellationToken)
    {
        using var turn = await _gate.PassAsync(_options.Delay, cancellationToken);
        try
        {
            using var answer = await _http.GetAsync(AddressOf(query), cancellationToken);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong or HttpStatusCode.UnprocessableEntity)
            {
                // Said of this very address, which will not get better.
                return null;
            }

            if (!answer.IsSuccessStatusCode)
            {
                throw Pause($"the address service answers {(int)answer.StatusCode}", RetryAfter(answer));
            }

            return Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (HttpRequestException failure)
        {
            throw Pause($"the address service cannot be reached ({failure.Message})", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Pause($"the address service did not answer within {_options.Timeout.TotalSeconds:0} s", null);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Pause($"the address service answers something else than addresses; is Geocoding:Endpoint right? ({failure.Message})", null);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private Uri AddressOf(string query) =>
        new($"{_options.Endpoint!.AbsoluteUri}{(_options.Endpoint.Query.Length > 0 ? '&' : '?')}q={Uri.EscapeDataString(query)}&limit=1&autocomplete=0");

    // GeoJSON: a collection of points, the likeliest first; longitude comes before latitude.
    private GeocodedAddress? Read(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        var features = document.RootElement.GetProperty("features");
        if (features.GetArrayLength() == 0)
        {
            return null;
        }

        var properties = features[0].GetProperty("properties");
        var coordinates = features[0].GetProperty("geometry").GetProperty("coordinates");
        var (longitude, latitude) = (coordinates[0].GetDouble(), coordinates[1].GetDouble());
        var (kind, score) = (Text(properties, "type"), properties.GetProperty("score").GetDouble());
        var commune = Text(properties, "citycode");
        return kind is "housenumber" or "street" or "locality" && score >= _options.LeastScore && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && CommuneCode().IsMatch(commune)
            ? new GeocodedAddress(latitude, longitude, CommuneOf(commune), Text(properties, "label"), kind, score)
            : null;
    }

    private static string Text(JsonElement properties, string name) => properties.GetProperty(name).GetString() ?? "";

    // The service knows Paris, Lyon and Marseille by their arrondissements; officially each is one commune.
    private static string CommuneOf(string code) => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number switch
        {
            >= 75101 and <= 75120 => "75056",
            >= 69381 and <= 69389 => "69123",
            >= 13201 and <= 13216 => "13055",
            _ => code,
        }
        : code;

    private TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _clock.GetUtcNow(),
        _ => null,
    };

    private GeocodingPausedException Pause(string reason, TimeSpan? asked)
    {
        var pause = asked > PauseAfterTrouble ? asked.Value : PauseAfterTrouble;
        _notBefore = _clock.GetUtcNow() + pause;
        return new GeocodingPausedException(string.Create(CultureInfo.InvariantCulture, $"{reason}; addresses wait for {pause.TotalSeconds:0} s"));
    }

    [GeneratedRegex("^[0-9][0-9AB][0-9]{3}$")]
    private static partial Regex CommuneCode();
}
