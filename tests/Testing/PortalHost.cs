using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SocialConnect.Catalog;
using SocialConnect.Portal;
using Xunit;

namespace SocialConnect.Testing;

/// <summary>The real portal on a free loopback port, over a database of its own. A class fixture; a subclass changes its settings.</summary>
public class PortalHost : IAsyncLifetime
{
    /// <summary>Of the accounts "curateur", "sources" and "admin".</summary>
    public const string Password = "un mot de passe pour les essais";

    private WebApplication? _portal;

    public TestDatabase Database { get; } = new();

    /// <summary>Where the portal listens, with a final slash.</summary>
    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => Running.Services;

    /// <summary>Settings beside the connection string, by key such as "Finder:Model".</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    /// <summary>The connection string the portal is given.</summary>
    protected virtual string CatalogAddress => Database.Address;

    /// <summary>Puts into the database what the tests of the class read.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    private WebApplication Running => _portal ?? throw new InvalidOperationException("The portal has not been started: use this class as a fixture.");

    /// <summary>Somebody who visits the portal with cookies of their own.</summary>
    public PortalVisitor Visitor() => new(Address);

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PortalServices).Assembly.GetName().Name,
            ContentRootPath = Path.Combine(SharedMaterial.Checkout, "Portal"),
            EnvironmentName = "Production",
        });
        builder.Configuration.AddInMemoryCollection([
            new("ConnectionStrings:Catalog", CatalogAddress),
            new("Urls", "http://127.0.0.1:0"),
            new("Accounts:Demo:Curator", Password),
            new("Accounts:Demo:SourceEditor", Password),
            new("Accounts:Demo:Admin", Password)]);
        builder.Configuration.AddInMemoryCollection(Settings);
        // What a test expects to go wrong is not for the console.
        builder.Logging.ClearProviders();
        builder.AddCatalog();
        builder.AddPortal();
        _portal = builder.Build();
        _portal.UsePortal();
        await _portal.StartAsync();
        Address = new Uri(_portal.Urls.Single());
        await FillAsync();
    }

    public async Task DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
