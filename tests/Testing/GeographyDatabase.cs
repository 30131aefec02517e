using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Testing;

/// <summary>A database with the whole official geography in it, loaded as the worker loads it.</summary>
public class GeographyDatabase : TestDatabase
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var import = new TerritoryImport(Source, Options.Create(new TerritoryOptions()), NullLogger<TerritoryImport>.Instance);
        if (await import.RunAsync(CancellationToken.None) == 0)
        {
            throw new InvalidOperationException("The official geography is not beside the tests: run 'npm ci' in Catalog/Territories and build again.");
        }
    }
}
