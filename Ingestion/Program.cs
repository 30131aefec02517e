using SocialConnect.Catalog;
using SocialConnect.Ingestion;
using SocialConnect.Ingestion.Embeddings;

var exitCode = 0;
var started = await ProgramStart.RunAsync(
    async () =>
    {
        var builder = Host.CreateApplicationBuilder(args);

        builder.AddCatalog();
        builder.AddIngestion();

        using var host = builder.Build();

        if (args is ["embeddings", .. var command])
        {
            exitCode = await host.Services.GetRequiredService<EmbeddingsCommand>().RunAsync(command, CancellationToken.None);
            return;
        }

        await host.RunAsync();
    },
    Console.Error);
return started != 0 ? started : exitCode;
