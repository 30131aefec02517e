using Microsoft.Extensions.Hosting;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>Runs after the migrations and before anything that reads categories.</summary>
internal sealed class ImportTaxonomyAtStart(SchemeImport import) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => import.ImportAsync(SchemeDocument.Shipped(), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
