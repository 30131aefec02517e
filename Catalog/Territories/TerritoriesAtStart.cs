using Microsoft.Extensions.Hosting;

namespace SocialConnect.Catalog.Territories;

/// <summary>Loads the official geography in the background: nothing waits for it but the place step.</summary>
public sealed class TerritoriesAtStart(TerritoryImport import) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => import.RunAsync(stoppingToken);
}
