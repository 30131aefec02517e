using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using SocialConnect.Catalog;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Errors;

/// <summary>What keeps a program from starting and can be put right is said in one sentence.</summary>
public sealed class StartTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_missing_connection_string_is_named_with_its_environment_variable()
    {
        var said = await StartAsync(new() { ["ConnectionStrings:Catalog"] = "" });

        Assert.Contains("ConnectionStrings__Catalog", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_connection_string_is_refused_before_anything_starts()
    {
        var said = await StartAsync(new() { ["ConnectionStrings:Catalog"] = "postgres://localhost" });

        Assert.Contains("The setting 'ConnectionStrings:Catalog' is wrong", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named()
    {
        var said = await StartAsync(new() { ["ConnectionStrings:Catalog"] = With(address => address.Database = "nowhere") });

        Assert.Contains("database \"nowhere\" does not exist", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();

        var said = await StartAsync(new() { ["ConnectionStrings:Catalog"] = database.Address, ["Urls"] = $"http://{other.LocalEndpoint}" });

        Assert.Contains($"{other.LocalEndpoint}", said, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portal_started_before_its_database_waits_for_it()
    {
        var server = new NpgsqlConnectionStringBuilder(database.Address);
        await using var line = new DatabaseLine(server.Host!, server.Port);
        line.Mend();
        line.Cut();
        await using var portal = Portal(new() { ["ConnectionStrings:Catalog"] = With(address => (address.Host, address.Port) = ("127.0.0.1", line.Address.Port)), ["Urls"] = "http://127.0.0.1:0" });

        var start = portal.StartAsync();
        line.Mend();
        await start;

        using var visitor = new PortalVisitor(new Uri(portal.Urls.Single()));
        using var ready = await visitor.Http.GetAsync("/health/ready");
        Assert.True(ready.IsSuccessStatusCode);
    }

    private string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var address = new NpgsqlConnectionStringBuilder(database.Address);
        change(address);
        return address.ConnectionString;
    }

    private static async Task<string> StartAsync(Dictionary<string, string?> settings)
    {
        using var errors = new StringWriter();

        var exitCode = await ProgramStart.RunAsync(
            async () =>
            {
                await using var portal = Portal(settings);
                await portal.StartAsync();
            },
            errors);

        Assert.Equal(1, exitCode);
        return errors.ToString();
    }

    private static WebApplication Portal(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "SocialConnect.Portal",
            ContentRootPath = Path.Combine(SharedMaterial.Checkout, "Portal"),
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddCatalog();
        builder.AddPortal();
        var portal = builder.Build();
        portal.UsePortal();
        return portal;
    }
}
