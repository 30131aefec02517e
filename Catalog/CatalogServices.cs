using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Curation.Duplicates;
using SocialConnect.Catalog.Curation.Measures;
using SocialConnect.Catalog.Curation.Quality;
using SocialConnect.Catalog.Curation.Suggestions;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Taxonomy.Editing;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Catalog;

public static class CatalogServices
{
    /// <summary>The database and everything that reads or writes it. Tables are brought up to date before any other hosted service starts.</summary>
    public static IHostApplicationBuilder AddCatalog(this IHostApplicationBuilder builder)
    {
        var address = builder.Configuration.GetConnectionString("Catalog");
        if (string.IsNullOrWhiteSpace(address))
        {
            throw new MissingSettingException("ConnectionStrings:Catalog", "the PostgreSQL database to use, such as 'Host=localhost;Database=socialconnect;Username=…;Password=…'");
        }

        CatalogDatabase.Check(address);
        builder.Services.AddSingleton(_ => CatalogDatabase.Open(address));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddHostedService<MigrateAtStart>();
        builder.Services.AddSingleton<SchemeImport>();
        builder.Services.AddHostedService<ImportTaxonomyAtStart>();
        builder.Services.AddSingleton<TaxonomyStore>();
        builder.Services.AddSingleton<CategoryReading>();
        builder.Services.AddSingleton<TaxonomyEditor>();
        builder.Services.AddSingleton<TaxonomyVersions>();
        builder.Services.AddSingleton<PartnerStore>();
        builder.Services.AddSingleton<VisitStore>();
        builder.Services.AddSingleton<VisitLedger>();
        builder.Services.AddSingleton<VisitEnding>();
        builder.Services.AddSingleton<SourceStore>();
        builder.Services.AddSingleton<VisitReader>();
        builder.Services.AddSingleton<RecipeHistory>();
        builder.Services.AddSingleton<ProbeStore>();
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<CustomFieldStore>();
        builder.Services.AddSingleton<InitiativeStore>();
        builder.Services.AddSingleton<PartnerTagStore>();
        builder.Services.AddSingleton<TagProposals>();
        builder.Services.AddSingleton<TagImport>();
        builder.Services.AddSingleton<DecisionStore>();
        builder.Services.AddSingleton<ClassifierStore>();
        builder.Services.AddSingleton<SuggestionStore>();
        builder.Services.AddSingleton<DeskAgenda>();
        builder.Services.AddSingleton<DeskReader>();
        builder.Services.AddSingleton<DeskGestures>();
        builder.Services.AddSingleton<DeskNotes>();
        builder.Services.AddSingleton<DeskBulk>();
        builder.Services.AddSingleton<MeasureReader>();
        builder.Services.AddSingleton<QualityReader>();
        builder.Services.AddSingleton<WebsiteStore>();
        builder.Services.AddSingleton<DuplicateStore>();
        builder.Services.AddSingleton<InitiativeStanding>();
        builder.Services.AddSingleton<InitiativeEditor>();
        builder.Services.AddSingleton<InitiativeTraffic>();
        builder.Services.AddSingleton<InitiativeReader>();
        builder.Services.AddSingleton<SiteMapReader>();
        builder.Services.AddSingleton<CatalogueOverview>();
        builder.Services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<EmbeddingModelStore>();
        builder.Services.AddSingleton<EmbeddingStore>();
        builder.Services.AddSingleton<ExpectedQuestionStore>();
        builder.Services.AddSingleton<Embedders>();
        builder.Services.AddSingleton<CatalogueTraining>();
        builder.Services.AddSingleton<ModelEvaluations>();
        builder.Services.AddSingleton<ActiveEmbedding>();
        builder.Services.AddOptions<TerritoryOptions>().BindConfiguration(TerritoryOptions.Section);
        builder.Services.AddSingleton<TerritoryImport>();
        builder.Services.AddSingleton<TerritoryStore>();
        builder.Services.AddSingleton<GeocodingStore>();
        builder.Services.AddSingleton<PlaceReader>();
        builder.Services.AddSingleton<QuotableRecords>();
        builder.Services.AddSingleton<ConversationStore>();
        builder.Services.AddSingleton<FinderFiguresReader>();
        builder.Services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(_ => EverydayWords.Shipped);
        builder.Services.AddSingleton<TaxonomyWords>();
        builder.Services.AddSingleton<InitiativeSearch>();
        return builder;
    }
}
