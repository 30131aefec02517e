using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SocialConnect.Catalog;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Ingestion;
using SocialConnect.Ingestion.UpToDate;

namespace SocialConnect.Bench;

/// <summary>A database of its own for one measurement, worked on through the product's classes and dropped at the end.</summary>
internal sealed class ScratchCatalogue : IAsyncDisposable
{
    private readonly string _name = $"bench_{Guid.NewGuid():N}";
    private readonly string _server;
    private IHost _host = null!;

    private ScratchCatalogue(string server) => _server = server;

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public string Address { get; private set; } = "";

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="settings">Of the product, such as ("Search:MeaningWeight", "0").</param>
    /// <exception cref="UsageException">No server is named.</exception>
    public static async Task<ScratchCatalogue> CreateAsync(params (string Key, string Value)[] settings)
    {
        var server = Environment.GetEnvironmentVariable("ConnectionStrings__Catalog")
            ?? throw new UsageException("Measuring needs PostgreSQL: start it with './run.sh --database-only' and set ConnectionStrings__Catalog to what it prints.");
        var scratch = new ScratchCatalogue(server);
        await scratch.OnServerAsync($"create database {scratch._name}");
        scratch.Address = new NpgsqlConnectionStringBuilder(server) { Database = scratch._name, CommandTimeout = 600 }.ConnectionString;
        scratch._host = scratch.Build(settings);
        await scratch.Get<Migrator>().MigrateAsync(CancellationToken.None);
        return scratch;
    }

    /// <summary>Does some of the worker's steps until nothing lacks them.</summary>
    public async Task BringUpToDateAsync(params string[] steps)
    {
        var wanted = Get<IEnumerable<IUpToDateStep>>().Where(step => steps.Contains(step.Name)).ToList();
        using var loop = new UpToDateLoop(Database, wanted, Get<ILogger<UpToDateLoop>>());
        while (await loop.SweepAsync(CancellationToken.None) > 0)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        await OnServerAsync($"drop database if exists {_name} with (force)");
    }

    private IHost Build((string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:Catalog", (string?)Address)]);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddCatalog();
        builder.AddIngestion();
        return builder.Build();
    }

    private async Task OnServerAsync(string sql)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server) { Pooling = false });
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
