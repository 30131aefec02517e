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
    private readonly string _server;
    private readonly bool _isKept;
    private IHost _host = null!;

    private ScratchCatalogue(string server, string name, bool isKept) => (_server, Name, _isKept) = (server, name, isKept);

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public string Name { get; }

    public string Address { get; private set; } = "";

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="settings">Of the product, such as ("Search:MeaningWeight", "0").</param>
    /// <exception cref="UsageException">No server is named.</exception>
    public static Task<ScratchCatalogue> CreateAsync(params (string Key, string Value)[] settings) => OpenAsync($"bench_{Guid.NewGuid():N}", isKept: false, settings);

    /// <summary>One that outlives the measurement, so that a large catalogue need be filled once only.</summary>
    public static Task<ScratchCatalogue> KeepAsync(string name, params (string Key, string Value)[] settings) => OpenAsync(name, isKept: true, settings);

    private static async Task<ScratchCatalogue> OpenAsync(string name, bool isKept, (string Key, string Value)[] settings)
    {
        var server = Environment.GetEnvironmentVariable("ConnectionStrings__Catalog")
            ?? throw new UsageException("Measuring needs PostgreSQL: start it with './run.sh --database-only' and set ConnectionStrings__Catalog to what it prints.");
        var scratch = new ScratchCatalogue(server, name, isKept);
        if (!await scratch.ExistsAsync())
        {
            await scratch.OnServerAsync($"create database {name}");
        }

        scratch.Address = new NpgsqlConnectionStringBuilder(server) { Database = scratch.Name, CommandTimeout = 600 }.ConnectionString;
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
        if (!_isKept)
        {
            await OnServerAsync($"drop database if exists {Name} with (force)");
        }
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

    private async Task<bool> ExistsAsync()
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server) { Pooling = false });
        await using var command = server.CreateCommand("select exists (select from pg_database where datname = @name)");
        command.Parameters.AddWithValue("name", Name);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task OnServerAsync(string sql)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server) { Pooling = false });
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
