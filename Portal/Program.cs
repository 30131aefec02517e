using SocialConnect.Catalog;
using SocialConnect.Portal;

return await ProgramStart.RunAsync(
    async () =>
    {
        var builder = WebApplication.CreateBuilder(args);

        builder.AddCatalog();
        builder.AddPortal();

        var app = builder.Build();

        app.UsePortal();

        await app.RunAsync();
    },
    Console.Error);
