using SocialConnect.Catalog;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Portal;

return await ProgramStart.RunAsync(
    async () =>
    {
        var builder = WebApplication.CreateBuilder(args);

        builder.AddCatalog();
        builder.AddPortal();

        var app = builder.Build();

        app.UsePortal();

        // Read before the first visitor comes, and told at once if they cannot be used.
        app.Services.GetRequiredService<EverydayWords>();

        await app.RunAsync();
    },
    Console.Error);
