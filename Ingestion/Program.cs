using SocialConnect.Catalog;
using SocialConnect.Ingestion;

return await ProgramStart.RunAsync(
    async () =>
    {
        var builder = Host.CreateApplicationBuilder(args);

        builder.AddCatalog();
        builder.AddIngestion();

        await builder.Build().RunAsync();
    },
    Console.Error);
