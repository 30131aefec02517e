using SocialConnect.Catalog;
using SocialConnect.Portal;

var builder = WebApplication.CreateBuilder(args);

builder.AddCatalog();
builder.AddPortal();

var app = builder.Build();

app.UsePortal();

await app.RunAsync();
