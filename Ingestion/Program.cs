using SocialConnect.Catalog;
using SocialConnect.Ingestion;

var builder = Host.CreateApplicationBuilder(args);

builder.AddCatalog();
builder.AddIngestion();

await builder.Build().RunAsync();
