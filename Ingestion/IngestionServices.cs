using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Duplicates;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Ingestion.Embeddings;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Geocoding;
using SocialConnect.Ingestion.Probes;
using SocialConnect.Ingestion.Questions;
using SocialConnect.Ingestion.Rendering;
using SocialConnect.Ingestion.Suggesting;
using SocialConnect.Ingestion.UpToDate;
using SocialConnect.Ingestion.Visits;
using SocialConnect.Ingestion.Websites;

namespace SocialConnect.Ingestion;

public static class IngestionServices
{
    /// <summary>Visits to partners and the steps that bring the catalogue up to date.</summary>
    public static IHostApplicationBuilder AddIngestion(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<TerritoriesAtStart>();
        builder.Services.AddOptions<IngestionOptions>().BindConfiguration(IngestionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<RenderingOptions>().BindConfiguration(RenderingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton<PageFetcher>();
        builder.Services.AddHostedService<WebsiteLoop>();
        builder.Services.AddHostedService<PartnersFolder>();
        builder.Services.AddHostedService<VisitWorker>();
        builder.Services.AddOptions<ProbeSettings>().BindConfiguration(ProbeSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ProbeWork>();
        builder.Services.AddHostedService<ProbeWorker>();

        // Steps run in the order of their registration: each finds what the ones before it made.
        builder.Services.AddSingleton<IUpToDateStep, PlaceStep>();
        builder.Services.AddOptions<GeocodingOptions>().BindConfiguration(GeocodingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AddressGeocoder>();
        builder.Services.AddSingleton<IUpToDateStep, GeocodeStep>();
        builder.Services.AddSingleton<IUpToDateStep, MapTagsStep>();
        builder.Services.AddSingleton<IUpToDateStep, IndexStep>();
        builder.Services.AddSingleton(Console.Out);
        builder.Services.AddSingleton<EmbeddingsCommand>();
        builder.Services.AddOptions<ExpectedQuestionsOptions>().BindConfiguration(ExpectedQuestionsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IUpToDateStep, ExpectedQuestionsStep>();
        builder.Services.AddSingleton<IUpToDateStep, EmbedStep>();
        builder.Services.AddSingleton<IUpToDateStep, EmbedNextStep>();
        builder.Services.AddOptions<SuggestingOptions>().BindConfiguration(SuggestingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IUpToDateStep, SuggestStep>();
        builder.Services.AddSingleton<IUpToDateStep, DuplicateStep>();
        builder.Services.AddSingleton<ClassifierLoop>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ClassifierLoop>());
        builder.Services.AddSingleton<UpToDateLoop>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UpToDateLoop>());
        return builder;
    }
}
