using Npgsql;

namespace SocialConnect.Catalog.Database;

public static class CatalogDatabase
{
    /// <summary>A pooled data source that knows pgvector's types.</summary>
    public static NpgsqlDataSource Open(string address)
    {
        var builder = new NpgsqlDataSourceBuilder(address);
        builder.UseVector();
        builder.ConnectionStringBuilder.ApplicationName ??= "SocialConnect";
        return builder.Build();
    }
}
