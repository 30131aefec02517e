using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace SocialConnect.Samples.Serving;

/// <summary>The sample partner sites, each served at an address of its own until disposed.</summary>
public sealed class SampleSites : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, Uri> _addresses = [];
    private readonly List<WebApplication> _servers = [];

    private SampleSites()
    {
    }

    /// <summary>The sites, in the order of their ports.</summary>
    public static IReadOnlyList<string> Names { get; } = ["elans", "valmeyrac", "atlas", "colporteur", "pays-et-quartiers"];

    /// <summary>Where each served site answers.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses => _addresses;

    /// <exception cref="PortInUseException">A wanted port is taken; no site is left running.</exception>
    public static async Task<SampleSites> StartAsync(SampleOptions options, CancellationToken cancellationToken = default)
    {
        var sites = new SampleSites();
        try
        {
            for (var i = 0; i < Names.Count; i++)
            {
                if (options.Only is null || options.Only == Names[i])
                {
                    var port = options.BasePort == 0 ? 0 : options.BasePort + i;
                    await sites.StartAsync(Make(Names[i]), options.Bind ?? IPAddress.Loopback, port, cancellationToken);
                }
            }

            return sites;
        }
        catch
        {
            await sites.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a site tells, and what it is judged by but does not tell.</summary>
    public static IReadOnlyList<Initiative> ReadInitiatives(string site) =>
        JsonSerializer.Deserialize<IReadOnlyList<Initiative>>(ReadText($"{site}/initiatives.json"), Reading)!;

    /// <summary>Returns when the process is asked to end.</summary>
    public Task WaitForShutdownAsync() => Task.WhenAny(_servers.Select(server => server.WaitForShutdownAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    internal static string ReadText(string resource)
    {
        using var stream = typeof(SampleSites).Assembly.GetManifestResourceStream(resource)
            ?? throw new FileNotFoundException($"The sample sites lack their file '{resource}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static SampleSite Make(string name) => name switch
    {
        "elans" => new ElansSite(),
        "valmeyrac" => new ValmeyracSite(),
        "atlas" => new AtlasSite(),
        "colporteur" => new ColporteurSite(),
        "pays-et-quartiers" => new PaysEtQuartiersSite(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such sample site."),
    };

    private async Task StartAsync(SampleSite site, IPAddress bind, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(bind, port);
        });
        var server = builder.Build();
        _servers.Add(server);
        server.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Answer(site, context));
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new PortInUseException(site.Name, port, failure);
        }

        var address = server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        _addresses.Add(site.Name, new Uri(address));
    }

    private static IResult Answer(SampleSite site, HttpContext context) =>
        (site.Find(context.Request) ?? site.Missing).Answer(context.Request);
}
