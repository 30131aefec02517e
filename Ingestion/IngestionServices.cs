namespace SocialConnect.Ingestion;

public static class IngestionServices
{
    /// <summary>Visits to partners and the steps that bring the catalogue up to date.</summary>
    public static IHostApplicationBuilder AddIngestion(this IHostApplicationBuilder builder) => builder;
}
